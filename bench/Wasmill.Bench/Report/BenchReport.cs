using System.Diagnostics;
using System.Globalization;
using System.Text;
using Wasmill.Bench.Machine;

namespace Wasmill.Bench.Report;

/// <summary>
/// The Markdown report of a run. It is rewritten after each suite, so that an interrupted run keeps its results.
/// </summary>
internal sealed class BenchReport(BenchOptions options)
{
    private readonly StringBuilder _head = new();
    private readonly StringBuilder _text = new();
    private readonly List<string> _goals = [];

    /// <summary>The failures: lost events, refused requests. The run has failed unless this is empty.</summary>
    public List<string> Wrong { get; } = [];

    /// <summary>The description of the measured machine.</summary>
    public void Begin()
    {
        _head.Append(
            CultureInfo.InvariantCulture,
            $"# {options.Title}\n\n"
                + $"Made by `{options.Command}` on {DateTime.UtcNow:yyyy-MM-dd}. {MachineInfo.Describe(options.Home)}. "
                + $"A page fault: {Figure.Of(FaultProbe.Measure())} µs.\n\n");
        if (options.Note.Length > 0)
            _head.Append(options.Note).Append("\n\n");
        _head.Append("Load generator, sinks and broker share the processors, so that ratios within a table and CPU per event say more than "
            + "events per second. \"Bare\" is Kestrel that reads the body and answers 202.\n");
        _head.Append("CPU is user and system time of the process named, the broker's where none is. Unless a table says otherwise, "
            + "every process was under load for some seconds before it was measured, and what is compared was measured by turns, "
            + "and the median of the rounds is shown.\n");
    }

    /// <summary>Runs a suite under a heading, with the state of the machine around it.</summary>
    public async Task SuiteAsync(string title, Func<FlushRate, Task> run)
    {
        var started = Stopwatch.GetTimestamp();
        _text.Append(CultureInfo.InvariantCulture, $"\n## {title}\n");
        var before = LoadAverage.Now;
        var disk = FlushProbe.Measure(options.Home, options.FlushTime);
        try
        {
            await run(disk);
        }
        catch (Exception error)
        {
            Fail($"{title}: {error.GetType().Name}: {error.Message}");
        }

        _text.Append(
            CultureInfo.InvariantCulture,
            $"\nLoad average {before} before, {LoadAverage.Now} after. Disk: {Figure.Of(disk.PerSecond)} appends of 512 B with fdatasync "
                + $"per second, p50 {Figure.Of(disk.P50)} ms, p99 {Figure.Of(disk.P99)} ms.\n");
        Save();
        Console.Error.WriteLine(
            string.Create(CultureInfo.InvariantCulture, $"bench: {title}: {Stopwatch.GetElapsedTime(started).TotalSeconds:0} s"));
    }

    /// <summary>Adds a paragraph.</summary>
    public void Say(string line) => _text.Append('\n').Append(line).Append('\n');

    /// <summary>Adds a table.</summary>
    public void Add(Table table) => _text.Append('\n').Append(table);

    /// <summary>Adds a goal and its result.</summary>
    public void Goal(string goal, string measured, bool isMet) => Judge(goal, measured, isMet ? "met" : "**missed**");

    /// <summary>
    /// Adds a goal as a share of a maximum rate. A share above 110 % means that the machine was disturbed,
    /// and a met goal is meaningless.
    /// </summary>
    public void GoalShare(string goal, double share, double least)
    {
        const double Disturbed = 1.1;
        Judge(
            goal,
            Figure.Percent(share),
            share > Disturbed ? "**void: more than the whole, the machine was disturbed**" : share >= least ? "met" : "**missed**");
    }

    /// <summary>Notes a measurement that was skipped because a program is missing.</summary>
    public void Skip(string what, string package)
    {
        Console.Error.WriteLine($"bench: skipped, since the Debian package {package} is not installed: {what}");
        Say($"Skipped, since the Debian package `{package}` is not installed: {what}.");
    }

    /// <summary>Notes a failure.</summary>
    public void Fail(string what)
    {
        Console.Error.WriteLine($"bench: WRONG: {what}");
        Wrong.Add(what);
        Say($"**WRONG: {what}**");
    }

    private void Judge(string goal, string measured, string verdict)
    {
        _goals.Add($"| {goal} | {measured} | {verdict} |");
        Say($"Goal: {goal}. Measured: {measured}: {verdict}.");
    }

    private void Save()
    {
        var all = new StringBuilder()
            .Append(_head)
            .Append("\n## Goals\n\n| goal | measured | |\n|---|---|---|\n")
            .AppendJoin('\n', _goals)
            .Append('\n');
        all.Append(Wrong.Count == 0
            ? "\nEverything that was counted is right: nothing lost, nothing refused.\n"
            : $"\n**{Wrong.Count} things are wrong; see below.**\n");
        File.WriteAllText(options.Output, all.Append(_text).ToString());
    }
}
