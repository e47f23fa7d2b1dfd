using Wasmill.Events;
using Wasmill.Events.Filters.Matching;

namespace Wasmill.Broker.Matching;

// Tested by: FilterIndexTests
/// <summary>
/// Finds the filters whose beginning (or end) an event's type has: one look-up for each length that occurs,
/// however many filters there are. Immutable.
/// </summary>
/// <typeparam name="T">What a filter belongs to.</typeparam>
internal sealed class AffixTable<T>
{
    private readonly bool _isPrefix;
    private readonly int[] _lengths;
    private readonly Dictionary<string, (EventFilter Filter, T Item)[]>.AlternateLookup<ReadOnlySpan<char>> _byText;

    /// <summary>Builds the table.</summary>
    /// <param name="isPrefix">Whether the texts are beginnings, not ends.</param>
    /// <param name="entries">Filters whose scope is one such text.</param>
    public AffixTable(bool isPrefix, IEnumerable<(EventFilter Filter, T Item)> entries)
    {
        _isPrefix = isPrefix;
        var byText = entries.GroupBy(entry => entry.Filter.Scope.Texts[0], StringComparer.Ordinal).ToDictionary(
            group => group.Key, group => group.ToArray(), StringComparer.Ordinal);
        _lengths = [.. byText.Keys.Select(text => text.Length).Distinct().Order()];
        _byText = byText.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>Adds everything whose filter the event passes to a list, short texts first.</summary>
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
