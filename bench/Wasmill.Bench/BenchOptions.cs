namespace Wasmill.Bench;

/// <summary>What is run, and for how long.</summary>
/// <param name="IsFull">All suites and several rounds; otherwise a look at most of them.</param>
/// <param name="Tool">The tool's <c>wasmill.dll</c>.</param>
/// <param name="Home">A folder on the disk that is to be measured; it is removed later.</param>
/// <param name="Output">The report.</param>
internal sealed record BenchOptions(bool IsFull, string Tool, string Home, string Output)
{
    /// <summary>The command as the user typed it.</summary>
    public string Command { get; init; } = "";

    /// <summary>What a reader must know of this run, such as that the machine was shared.</summary>
    public string Note { get; init; } = "";

    /// <summary>The one suite that is run, or empty for all.</summary>
    public string Only { get; init; } = "";

    /// <summary>How often each figure is measured.</summary>
    public int Rounds => IsFull ? 3 : 1;

    /// <summary>Load before the first measurement of a process: the just-in-time compiler needs some seconds of it.</summary>
    public TimeSpan WarmUp => TimeSpan.FromSeconds(IsFull ? 6 : 4);

    /// <summary>One measurement.</summary>
    public TimeSpan Measure => TimeSpan.FromSeconds(IsFull ? 5 : 2);

    /// <summary>One measurement of latency.</summary>
    public TimeSpan OpenLoop => TimeSpan.FromSeconds(IsFull ? 20 : 6);

    /// <summary>Pairs of the comparison with a slow neighbour.</summary>
    public int Pairs => IsFull ? 5 : 2;

    /// <summary>One measurement of the disk.</summary>
    public TimeSpan FlushTime => TimeSpan.FromSeconds(IsFull ? 2 : 0.5);
}
