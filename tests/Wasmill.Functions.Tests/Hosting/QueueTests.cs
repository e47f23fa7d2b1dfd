using Wasmill.Functions.Hosting;

namespace Wasmill.Functions.Tests.Hosting;

public sealed class QueueTests
{
    private static readonly FunctionLimits Short = new() { Deadline = TimeSpan.FromMilliseconds(400) };

    [Fact]
    public async Task A_full_queue_is_503_and_the_guest_is_not_called()
    {
        await using var host = NewHost(workers: 2, queue: 1);
        await using var edges = await LoadAsync(host);
        // One worker is this function's share of two: the first call runs, the second waits, the third finds no room.
        var running = edges.CallAsync("/loop").AsTask();
        var (second, third) = (edges.CallAsync("/").AsTask(), edges.CallAsync("/").AsTask());
        var results = await Task.WhenAll(second, third, running);
        Assert.Contains(results, result => result.Failure == FunctionFailure.QueueFull
            && result.Response.Status == 503
            && result.Response.Headers.Any(header => header.Name == "retry-after"));
        Assert.Contains(results, result => result.Failure == FunctionFailure.Deadline);
    }

    [Fact]
    public async Task A_function_whose_queue_is_full_leaves_its_neighbors_theirs()
    {
        const int Room = 1024;
        await using var host = NewHost(workers: 2, queue: Room);
        await using var flooded = await LoadAsync(host);
        await using var neighbor = await LoadAsync(host);
        // One call holds the function's only worker, as many as there is room for wait, and the others are refused at once. Those that wait
        // are called off at the end.
        using var cancel = new CancellationTokenSource();
        var calls = Enumerable.Range(0, 1 + Room + 50)
            .Select(_ => flooded.InvokeAsync(new FunctionRequest("GET", "/loop", [], default), cancel.Token).AsTask())
            .ToList();
        var refused = calls.Where(call => call.IsCompletedSuccessfully).Select(call => call.Result).ToList();
        Assert.InRange(refused.Count, 50, 51);
        Assert.All(
            refused, result => Assert.Equal("queue full: 1024 calls of edges are waiting for a worker; try again soon", result.Reason));
        for (var i = 0; i < 20; i++)
        {
            var answer = await neighbor.CallAsync("/");
            Assert.Equal((200, "ok"), (answer.Response.Status, answer.Body()));
        }

        Assert.InRange(calls.Count(call => !call.IsCompleted), Room / 2, Room + 1);
        await cancel.CancelAsync();
    }

    [Fact]
    public async Task A_function_that_loops_does_not_stop_another()
    {
        await using var host = NewHost(workers: 2, queue: 100);
        await using var looping = await LoadAsync(host);
        await using var good = await LoadAsync(host);
        var loops = Enumerable.Range(0, 3).Select(_ => looping.CallAsync("/loop").AsTask()).ToArray();
        for (var i = 0; i < 20; i++)
            Assert.Equal("ok", (await good.CallAsync("/")).Body());
        Assert.False(Task.WhenAll(loops).IsCompleted, "the good calls should have been answered while the others were still looping");
        await Task.WhenAll(loops);
    }

    // Calls that compute get no more workers than there are processors; calls that sleep are not among them.
    [Fact]
    public async Task Calls_that_wait_leave_the_processors_to_others()
    {
        var share = Environment.ProcessorCount + 3;
        await using var host = NewHost(workers: 2 * share, queue: 100);
        await using var function = await host.LoadAsync(
            TestGuests.Read("hostile"),
            new FunctionConfig { Name = "hostile", Limits = new FunctionLimits { Deadline = TimeSpan.FromSeconds(2) } },
            TestContext.Current.CancellationToken);
        var calls = Task.WhenAll(Enumerable.Range(0, share).Select(_ => function.CallAsync("/wait").AsTask()));
        while (((LoadedFunction)function).Running < share)
        {
            Assert.False(calls.IsCompleted, "the calls should all have been sleeping at once");
            await Task.Yield();
        }

        Assert.All(await calls, result => Assert.Equal(FunctionFailure.Deadline, result.Failure));
    }

    [Fact]
    public async Task Cancelling_stops_the_wait_in_the_queue()
    {
        await using var host = NewHost(workers: 2, queue: 10);
        await using var edges = await LoadAsync(host);
        var running = edges.CallAsync("/loop").AsTask();
        using var cancel = new CancellationTokenSource();
        var waiting = edges.InvokeAsync(new FunctionRequest("GET", "/", [], default), cancel.Token).AsTask();
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        Assert.Equal(FunctionFailure.Deadline, (await running).Failure);
    }

    [Fact]
    public async Task Disposing_a_function_waits_for_its_calls()
    {
        await using var host = NewHost(workers: 4, queue: 10);
        var edges = await LoadAsync(host);
        var running = edges.CallAsync("/loop").AsTask();
        var disposing = edges.DisposeAsync().AsTask();
        Assert.False(disposing.IsCompleted, "the call still runs");
        await disposing;
        Assert.Equal(FunctionFailure.Deadline, (await running).Failure);
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await edges.CallAsync("/"));
    }

    private static FunctionHost NewHost(int workers, int queue)
        => new(new FunctionHostOptions
        {
            CacheFolder = Path.Combine(AppContext.BaseDirectory, "artifact-cache"),
            Workers = workers,
            QueueCapacity = queue,
        });

    private static ValueTask<IFunction> LoadAsync(FunctionHost host)
        => host.LoadAsync(
            TestGuests.Read("edges"), new FunctionConfig { Name = "edges", Limits = Short }, TestContext.Current.CancellationToken);
}
