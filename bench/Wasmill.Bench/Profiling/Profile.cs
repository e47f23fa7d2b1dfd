namespace Wasmill.Bench.Profiling;

/// <summary>The samples of a process, by part of the program.</summary>
internal sealed class Profile
{
    private readonly Dictionary<string, int> _parts;
    private readonly Dictionary<string, int> _libraries;

    /// <summary>Attributes samples.</summary>
    public Profile(IReadOnlyCollection<StackSample> samples)
    {
        var parts = samples.Select(sample => (Sample: sample, Part: PartRules.PartOf(sample))).ToList();
        Count = samples.Count;
        _parts = parts.Where(one => one.Part is not null).CountBy(one => one.Part!).ToDictionary();
        _libraries = parts.Where(one => one.Part is null)
            .CountBy(one => one.Sample.Frames is [var leaf, ..] ? leaf.Library : "no stack")
            .ToDictionary();
    }

    /// <summary>Number of samples.</summary>
    public int Count { get; }

    /// <summary>The parts that have samples.</summary>
    public IEnumerable<string> Parts => _parts.Keys;

    /// <summary>The share of the samples without a part.</summary>
    public double NotAttributed => (double)_libraries.Values.Sum() / Count;

    /// <summary>The libraries of the innermost frames of the samples without a part, with their shares, largest first.</summary>
    public IEnumerable<(string Library, double Share)> Rest
        => _libraries.OrderByDescending(one => one.Value).Select(one => (one.Key, (double)one.Value / Count));

    /// <summary>Returns the share of a part.</summary>
    public double ShareOf(string part) => (double)_parts.GetValueOrDefault(part) / Count;
}
