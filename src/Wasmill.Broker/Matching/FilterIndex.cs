using Wasmill.Events;
using Wasmill.Events.Filters.Matching;
using Wasmill.Events.Scopes;

namespace Wasmill.Broker.Matching;

/// <summary>
/// Finds who is to get an event. Filters are sorted by what they demand of the event's type, so that a thousand triggers for a thousand
/// types cost as much as one. Immutable.
/// </summary>
/// <remarks>
/// A search is four steps: (1) the filters that name the type, by hash; (2) those for its beginning; (3) those for its end, one look-up for
/// each length of theirs; (4) all other filters, one by one. The dictionaries are not frozen ones: an engine builds the index anew for
/// every trigger that changes. The steps are also the order of the result; within a step, of equal texts, it is the order of the entries. A
/// search allocates nothing but what the list needs to grow.
/// </remarks>
/// <typeparam name="T">What a filter belongs to.</typeparam>
public sealed class FilterIndex<T>
{
    private readonly Dictionary<string, (EventFilter Filter, T Item)[]> _byType;
    private readonly AffixTable<T> _byPrefix;
    private readonly AffixTable<T> _bySuffix;
    private readonly (EventFilter Filter, T Item)[] _others;

    /// <summary>Builds the index.</summary>
    public FilterIndex(IEnumerable<(EventFilter Filter, T Item)> entries)
    {
        var byKind = entries.ToLookup(entry => entry.Filter.Scope.Kind);
        // A filter for several types stands under each of them; an event has one, so that it is found once.
        _byType = byKind[TypeScopeKind.Exact]
            .SelectMany(entry => entry.Filter.Scope.Texts.Select(type => (Type: type, Entry: entry)))
            .GroupBy(pair => pair.Type, pair => pair.Entry, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.ToArray(), StringComparer.Ordinal);
        _byPrefix = new AffixTable<T>(isPrefix: true, byKind[TypeScopeKind.Prefix]);
        _bySuffix = new AffixTable<T>(isPrefix: false, byKind[TypeScopeKind.Suffix]);
        _others = [.. byKind[TypeScopeKind.Anything]];
    }

    /// <summary>Adds everything whose filter the event passes to a list.</summary>
    public void Find(CloudEvent cloudEvent, List<T> found)
    {
        // 1
        if (_byType.TryGetValue(cloudEvent.Type, out var candidates))
            Try(candidates, cloudEvent, found);

        // 2, 3
        _byPrefix.Find(cloudEvent, found);
        _bySuffix.Find(cloudEvent, found);

        // 4
        Try(_others, cloudEvent, found);
    }

    /// <summary>Adds everything whose filter the event passes to a list.</summary>
    internal static void Try((EventFilter Filter, T Item)[] candidates, CloudEvent cloudEvent, List<T> found)
    {
        foreach (var (filter, item) in candidates)
        {
            if (filter.Matches(cloudEvent))
                found.Add(item);
        }
    }
}
