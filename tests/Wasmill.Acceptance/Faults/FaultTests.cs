namespace Wasmill.Acceptance.Faults;

/// <summary>
/// Every file operation of a broker may fail. <c>WASMILL_FAULTS=all</c> fails each of them in turn; otherwise a spread of them.
/// </summary>
public sealed class FaultTests(ITestOutputHelper output)
{
    // In each of three modes, so many operations of a round, of a start and of a stop: about forty faults, a minute.
    private const int SpreadOfRound = 8;
    private const int SpreadOfStart = 3;
    private const int SpreadOfStop = 2;

    [Fact]
    public async Task No_failed_file_operation_aborts_a_broker_or_loses_an_acknowledged_event()
    {
        Assert.SkipWhen(FaultLibrary.Missing is not null, FaultLibrary.Missing ?? "");
        var isWhole = Environment.GetEnvironmentVariable("WASMILL_FAULTS") == "all";
        await using var tool = Tool.Create();
        await using var sink = await FaultSink.StartAsync();
        using var control = new FaultControl(Path.Combine(tool.Folder, "control"));
        await using var broker = new FaultBroker(tool, FaultLibrary.Build(tool.Folder), control, Ports.Free());
        await broker.CreateAsync(sink.Address);
        var report = new FaultReport();
        var run = new FaultRun(broker, sink, control, report);

        var (round, start, stop) = await run.MeasureAsync();
        Assert.True(
            round > 20 && start > 10 && stop > 3,
            $"the library sees too little: {round} operations of a round, {start} of a start, {stop} of a stop");
        foreach (var mode in Enum.GetValues<FaultMode>())
        {
            foreach (var n in Choose(round, isWhole, SpreadOfRound))
                await run.WhileRunningAsync(mode, n);
            foreach (var n in Choose(start, isWhole, SpreadOfStart))
                await run.AtStartAsync(mode, n);
            foreach (var n in Choose(stop, isWhole, SpreadOfStop))
                await run.AtStopAsync(mode, n);
        }

        report.Redelivered = run.Redelivered;
        var text = $"{round} operations of a round, {start} of a start, {stop} of a stop\n\n{report}";
        output.WriteLine(text);
        await File.WriteAllTextAsync(Path.Combine(Repository.Root, "artifacts", "faults.md"), text, TestContext.Current.CancellationToken);
        report.Check();
    }

    // All of them, or some at even distances, the first and the last among them.
    private static IEnumerable<long> Choose(long operations, bool isWhole, int some)
        => isWhole
            ? Enumerable.Range(1, (int)operations).Select(n => (long)n)
            : Enumerable.Range(0, some).Select(i => 1 + i * (operations - 1) / (some - 1)).Distinct();
}
