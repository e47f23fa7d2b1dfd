namespace Wasmill.Broker.Log.Triggers;

/// <summary>A set of positions, stored as ranges: a million consecutive positions are one entry.</summary>
internal sealed class PositionRanges
{
    // By first position. Ranges neither overlap nor touch.
    private readonly SortedList<long, long> _ranges = [];

    /// <summary>The ranges in order.</summary>
    public IReadOnlyList<(long First, long Last)> Ranges => [.. _ranges.Select(range => (range.Key, range.Value))];

    /// <summary>Adds a position.</summary>
    public void Add(long position)
    {
        var before = Before(position);
        if (before >= 0 && _ranges.Values[before] >= position)
            return;
        var (first, last) = (position, position);
        if (before >= 0 && _ranges.Values[before] == position - 1)
        {
            first = _ranges.Keys[before];
            _ranges.RemoveAt(before);
        }

        if (_ranges.TryGetValue(position + 1, out var end))
        {
            last = end;
            _ranges.Remove(position + 1);
        }

        _ranges[first] = last;
    }

    /// <summary>Adds a range that does not overlap existing ones.</summary>
    public void Add(long first, long last) => _ranges[first] = last;

    /// <summary>Indicates whether a position is in the set.</summary>
    public bool Contains(long position) => Before(position) is var index and >= 0 && _ranges.Values[index] >= position;

    /// <summary>Counts the positions of a range that are in the set.</summary>
    public long CountIn(long first, long last)
        => _ranges.Sum(range => Math.Max(0, Math.Min(range.Value, last) - Math.Max(range.Key, first) + 1));

    /// <summary>Gets the parts of a range that are not in the set, in order.</summary>
    public IReadOnlyList<(long First, long Last)> Without(long first, long last)
    {
        var parts = new List<(long, long)>();
        foreach (var (start, end) in _ranges)
        {
            if (end < first || start > last)
                continue;
            if (start > first)
                parts.Add((first, start - 1));
            first = end + 1;
        }

        if (first <= last)
            parts.Add((first, last));
        return parts;
    }

    /// <summary>Removes all positions up to a position.</summary>
    public void RemoveThrough(long position)
    {
        while (_ranges.Count > 0 && _ranges.Keys[0] <= position)
        {
            var last = _ranges.Values[0];
            _ranges.RemoveAt(0);
            if (last > position)
                _ranges[position + 1] = last;
        }
    }

    // The last range that begins at or before a position; -1 if none.
    private int Before(long position)
    {
        var (low, high) = (0, _ranges.Count - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (_ranges.Keys[middle] <= position)
                low = middle + 1;
            else
                high = middle - 1;
        }

        return high;
    }
}
