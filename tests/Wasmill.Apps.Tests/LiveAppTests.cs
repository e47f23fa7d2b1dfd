using System.Text;
using Wasmill.Apps.Manifests;
using Wasmill.Functions;

namespace Wasmill.Apps.Tests;

public sealed class LiveAppTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_request_in_flight_ends_on_the_old_version_and_the_next_goes_to_the_new()
    {
        var edges = await LoadAsync("edges", TimeSpan.FromMilliseconds(500));
        await using var live = new LiveApp(edges);
        var slow = live.HandleAsync(Request("/loop"), Cancel).AsTask();
        var swapped = live.SwapAsync(await LoadAsync("echo", TimeSpan.FromSeconds(10)));
        Assert.False(swapped.IsCompleted);

        Assert.Equal("echo", live.Model.Name);
        Assert.StartsWith("method 1", Body(await live.HandleAsync(Request("/"), Cancel)), StringComparison.Ordinal);
        Assert.Equal(FunctionFailure.Deadline, (await slow).Result!.Failure);
        await swapped;
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await edges.HandleAsync(Request("/"), Cancel));
    }

    [Fact]
    public async Task No_request_fails_while_versions_are_swapped_all_the_time()
    {
        await using var live = new LiveApp(await LoadAsync("echo", TimeSpan.FromSeconds(10)));
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var callers = Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            var answered = 0;
            while (!stop.IsCancellationRequested)
            {
                Assert.Equal(200, (await live.HandleAsync(Request("/"), Cancel)).Result!.Response.Status);
                answered++;
            }

            return answered;
        })).ToList();
        for (var i = 0; i < 50; i++)
            await live.SwapAsync(await LoadAsync("echo", TimeSpan.FromSeconds(10)));
        await stop.CancelAsync();
        Assert.All(await Task.WhenAll(callers), answered => Assert.True(answered > 0));
    }

    [Fact]
    public async Task After_disposal_every_version_is_unloaded_and_a_request_is_refused()
    {
        var (first, second) = (await LoadAsync("echo", TimeSpan.FromSeconds(10)), await LoadAsync("echo", TimeSpan.FromSeconds(10)));
        var live = new LiveApp(first);
        _ = live.SwapAsync(second);
        await live.DisposeAsync();
        await live.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await live.HandleAsync(Request("/"), Cancel));
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await first.HandleAsync(Request("/"), Cancel));
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await second.HandleAsync(Request("/"), Cancel));
    }

    private static Task<AppRuntime> LoadAsync(string guest, TimeSpan deadline)
        => AppRuntime.LoadAsync(
            AppLocator.Locate(Checkout.Guest(guest)), TestHost.Instance, FunctionLimits.Default with { Deadline = deadline }, Cancel);

    private static AppRequest Request(string path) => new("POST", path, "http://h", [], "x"u8.ToArray(), "c");

    private static string Body(AppAnswer answer) => Encoding.UTF8.GetString(answer.Result!.Response.Body.Span);
}
