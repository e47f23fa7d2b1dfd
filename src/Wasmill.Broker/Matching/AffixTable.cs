using Wasmill.Events;
using Wasmill.Events.Filters.Matching;

namespace Wasmill.Broker.Matching;

// Tested by: FilterIndexTests
/// <summary>
/// Finds the filters whose prefix (or suffix) an event's type has: one look-up per distinct length, regardless of the number of
/// filters. Immutable.
/// </summary>
/// <typeparam name="T">Owner of a filter.</typeparam>
internal sealed class AffixTable<T>
{
    private readonly bool _isPrefix;
    private readonly int[] _lengths;
    private readonly Dictionary<string, (EventFilter Filter, T Item)[]>.AlternateLookup<ReadOnlySpan<char>> _byText;

    /// <summary>Builds the table.</summary>
    /// <param name="isPrefix">True for prefixes, false for suffixes.</param>
    /// <param name="entries">Filters whose scope is one prefix or suffix.</param>
    public AffixTable(bool isPrefix, IEnumerable<(EventFilter Filter, T Item)> entries)
    {
        _isPrefix = isPrefix;
        var byText = entries.GroupBy(entry => entry.Filter.Scope.Texts[0], StringComparer.Ordinal).ToDictionary(
            group => group.Key, group => group.ToArray(), StringComparer.Ordinal);
        _lengths = [.. byText.Keys.Select(text => text.Length).Distinct().Order()];
        _byText = byText.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>Adds the owners of all matching filters to a list, short texts first.</summary>
    public void Find(CloudEvent cloudEvent, List<T> found)
    {
        var type = cloudEvent.Type.AsSpan();
        foreach (var length in _lengths)
        {
            if (length > type.Length)
                return;
            if (_byText.TryGetValue(_isPrefix ? type[..length] : type[^length..], out var entries))
                FilterIndex<T>.Try(entries, cloudEvent, found);
        }
    }
}
