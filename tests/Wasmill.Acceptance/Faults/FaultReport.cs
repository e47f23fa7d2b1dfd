using System.Collections.Concurrent;
using System.Text;

namespace Wasmill.Acceptance.Faults;

/// <summary>Results of a fault run.</summary>
internal sealed class FaultReport
{
    private readonly SortedDictionary<string, int> _operations = new(StringComparer.Ordinal);

    public int Armed { get; set; }

    public long Failed { get; set; }

    public int Starts { get; set; }

    public int RefusedStarts { get; set; }

    public int DiskFailures { get; set; }

    public int Acknowledged { get; set; }

    public int Redelivered { get; set; }

    public int RefusedEdits { get; set; }

    public List<string> Aborts { get; } = [];

    public List<string> Lost { get; } = [];

    public List<string> Broken { get; } = [];

    /// <summary>Notes a fault that was hit.</summary>
    public void Hit(FaultMode mode, string operation)
    {
        var words = operation.Split(' ', 2);
        var file = System.Text.RegularExpressions.Regex.Replace(
            words.ElementAtOrDefault(1)?.Split('/')[^1] ?? "", "[0-9a-f]{8,}|[0-9]+", "N");
        var key = $"{mode}: {words[0]} {file}";
        _operations[key] = _operations.GetValueOrDefault(key) + 1;
    }

    /// <summary>Fails the test unless every promise was kept.</summary>
    public void Check()
    {
        var faults = Aborts.Concat(Lost).Concat(Broken).ToList();
        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    /// <summary>The table of <c>bench/results/faults.md</c>.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        text.Append("| what | number |\n|---|---|\n");
        foreach (var (name, value) in new (string, long)[]
        {
            ("faults armed", Armed), ("operations that failed", Failed), ("starts of the process", Starts), (
                "starts refused with the reason (exit code 1 or 74)", RefusedStarts),
            ("ends with code 74 (event data, EIO, or a flush)", DiskFailures), ("edits refused with the reason", RefusedEdits), (
                "events acknowledged", Acknowledged), ("aborts and bugs", Aborts.Count),
            ("acknowledged events lost", Lost.Count), ("other promises broken", Broken.Count), ("events delivered again", Redelivered),
        })
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"| {name} | {value} |\n");
        text.Append("\n| operation that failed first | times |\n|---|---|\n");
        foreach (var (operation, times) in _operations)
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"| {operation} | {times} |\n");
        return text.ToString();
    }
}
