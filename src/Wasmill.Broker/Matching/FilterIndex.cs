using Wasmill.Events;
using Wasmill.Events.Filters;

namespace Wasmill.Broker.Matching;

/// <summary>
/// Finds who is to get an event. Filters that only one event type can pass are looked up by that type, the rest are tried one by one: a thousand triggers for a
/// thousand types cost as much as one. Immutable.
/// </summary>
/// <typeparam name="T">What a filter belongs to.</typeparam>
internal sealed class FilterIndex<T>
{
    private readonly Dictionary<string, List<(EventFilter Filter, T Item)>> _byType = new(StringComparer.Ordinal);
    private readonly List<(EventFilter Filter, T Item)> _others = [];

    /// <summary>Builds the index.</summary>
    public FilterIndex(IEnumerable<(EventFilter Filter, T Item)> entries)
    {
        foreach (var entry in entries)
        {
            if (entry.Filter.OnlyType is not { } type)
                _others.Add(entry);
            else if (_byType.TryGetValue(type, out var list))
                list.Add(entry);
            else
                _byType.Add(type, [entry]);
        }
    }

    /// <summary>Adds everything whose filter the event passes to a list.</summary>
    public void Find(CloudEvent cloudEvent, List<T> found)
    {
        if (_byType.TryGetValue(cloudEvent.Type, out var candidates))
            Try(candidates, cloudEvent, found);
        Try(_others, cloudEvent, found);
    }

    private static void Try(List<(EventFilter Filter, T Item)> candidates, CloudEvent cloudEvent, List<T> found)
    {
        foreach (var (filter, item) in candidates)
        {
            if (filter.Matches(cloudEvent))
                found.Add(item);
        }
    }
}
