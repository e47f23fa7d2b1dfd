using Wasmill.Events;
using Wasmill.Events.Filters.Matching;
using Wasmill.Events.Scopes;

namespace Wasmill.Broker.Matching;

/// <summary>
/// Finds the filters that match an event. Filters are grouped by the event types they require, so that a thousand triggers for a thousand
/// types cost as much as one. Immutable.
/// </summary>
/// <remarks>
/// A search has four steps: (1) filters for the exact type, by hash; (2) for its prefixes; (3) for its suffixes, one look-up per
/// length; (4) all other filters, one by one. The dictionaries are not frozen ones: an engine rebuilds the index for every trigger
/// change. Results are in the order of the steps; within a step, for equal texts, in the order of the entries. A search allocates only
/// the growth of the list.
/// </remarks>
/// <typeparam name="T">Owner of a filter.</typeparam>
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
        // A filter for several types is listed under each; an event has one type, so that the filter is found once.
        _byType = byKind[TypeScopeKind.Exact]
            .SelectMany(entry => entry.Filter.Scope.Texts.Select(type => (Type: type, Entry: entry)))
            .GroupBy(pair => pair.Type, pair => pair.Entry, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.ToArray(), StringComparer.Ordinal);
        _byPrefix = new AffixTable<T>(isPrefix: true, byKind[TypeScopeKind.Prefix]);
        _bySuffix = new AffixTable<T>(isPrefix: false, byKind[TypeScopeKind.Suffix]);
        _others = [.. byKind[TypeScopeKind.Anything]];
    }

    /// <summary>Adds the owners of all matching filters to a list.</summary>
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

    /// <summary>Adds the owners of all matching filters to a list.</summary>
    internal static void Try((EventFilter Filter, T Item)[] candidates, CloudEvent cloudEvent, List<T> found)
    {
        foreach (var (filter, item) in candidates)
        {
            if (filter.Matches(cloudEvent))
                found.Add(item);
        }
    }
}
