namespace Wasmill.Functions.Tests.Hosting;

[Collection(nameof(Alone))]
public sealed class FairnessTests
{
    private const int NiceField = 18;

    [Fact]
    public async Task A_call_that_computes_for_long_gives_way_and_its_worker_is_replaced()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "threads give way on Linux only");
        await using var host = new FunctionHost(new FunctionHostOptions { CacheFolder = Path.Combine(AppContext.BaseDirectory, "artefact-cache"), Workers = 2 });
        var limits = new FunctionLimits { Deadline = TimeSpan.FromSeconds(5) };
        await using var looping = await host.LoadAsync(Guests.Read("edges"), new FunctionConfig { Name = "looping", Limits = limits }, TestContext.Current.CancellationToken);
        await using var good = await host.LoadAsync(Guests.Read("edges"), new FunctionConfig { Name = "good" }, TestContext.Current.CancellationToken);

        var loop = looping.CallAsync("/loop").AsTask();
        await UntilAsync(() => GivingWay() == 1);
        Assert.Equal("ok", (await good.CallAsync("/")).Body());
        Assert.Equal(FunctionFailure.Deadline, (await loop).Failure);

        await UntilAsync(() => GivingWay() == 0);
        Assert.Equal("ok", (await looping.CallAsync("/")).Body());
    }

    // Threads of this process whose share is smaller than normal.
    private static int GivingWay() => Directory.GetDirectories("/proc/self/task").Count(folder =>
    {
        try
        {
            // Behind the name in parentheses the fields begin with the third.
            var status = File.ReadAllText(Path.Combine(folder, "stat"));
            return int.Parse(status[(status.LastIndexOf(')') + 2)..].Split(' ')[NiceField - 2], System.Globalization.CultureInfo.InvariantCulture) == 10;
        }
        catch (IOException)
        {
            // The thread has ended meanwhile.
            return false;
        }
    });

    private static async Task UntilAsync(Func<bool> holds)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!holds())
            await timer.WaitForNextTickAsync(TestContext.Current.CancellationToken);
    }
}
