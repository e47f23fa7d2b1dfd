namespace Wasmill.Bench;

/// <summary>Options of a benchmark run.</summary>
/// <param name="IsFull">Whether to run all suites with several rounds; otherwise most of them, briefly.</param>
/// <param name="Tool">The tool's <c>wasmill.dll</c>.</param>
/// <param name="Home">A folder on the disk to measure; it is deleted at the end.</param>
/// <param name="Output">The path of the report.</param>
internal sealed record BenchOptions(bool IsFull, string Tool, string Home, string Output)
{
    /// <summary>The command as the user typed it.</summary>
    public string Command { get; init; } = "";

    /// <summary>The title of the report.</summary>
    public string Title { get; init; } = "Broker benchmark";

    /// <summary>The natively compiled program; empty when there is none to measure.</summary>
    public string Program { get; init; } = "";

    /// <summary>Remarks for the reader of the report, such as that the machine was shared.</summary>
    public string Note { get; init; } = "";

    /// <summary>The name of the only suite to run; empty for all.</summary>
    public string Only { get; init; } = "";

    /// <summary>Number of functions in one broker.</summary>
    public int Functions { get; init; }

    /// <summary>The rates at which they get events, in events per second.</summary>
    public IReadOnlyList<int> Rates { get; init; } = [];

    /// <summary>Number of measurements for each figure.</summary>
    public int Rounds => IsFull ? 3 : 1;

    /// <summary>Duration of the warm-up of a process: the just-in-time compiler needs some seconds.</summary>
    public TimeSpan WarmUp => TimeSpan.FromSeconds(IsFull ? 6 : 4);

    /// <summary>Duration of a measurement.</summary>
    public TimeSpan Measure => TimeSpan.FromSeconds(IsFull ? 5 : 2);

    /// <summary>Duration of a latency measurement.</summary>
    public TimeSpan OpenLoop => TimeSpan.FromSeconds(IsFull ? 20 : 6);

    /// <summary>Duration of a latency measurement of many functions, of which each gets an event now and then.</summary>
    public TimeSpan OpenLoopOfMany => TimeSpan.FromSeconds(IsFull ? 60 : 20);

    /// <summary>Duration of the sampling of call stacks.</summary>
    public TimeSpan Parts => TimeSpan.FromSeconds(IsFull ? 10 : 5);

    /// <summary>Number of starts for each figure.</summary>
    public int Starts => IsFull ? 10 : 3;

    /// <summary>Number of events in the log of a broker that starts.</summary>
    public int EventsBeforeStart => IsFull ? 1_000_000 : 100_000;

    /// <summary>Number of pairs in the comparison with a slow neighbor.</summary>
    public int Pairs => IsFull ? 5 : 2;

    /// <summary>Duration of a disk measurement.</summary>
    public TimeSpan FlushTime => TimeSpan.FromSeconds(IsFull ? 2 : 0.5);
}
