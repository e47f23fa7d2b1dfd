namespace Wasmill.Flows.Model;

/// <summary>A target as the user wrote it.</summary>
/// <param name="Name">Its name; for a trigger's <c>subscriber.uri</c> the URI itself.</param>
/// <param name="Kind">The kind of its document, such as <c>CloudEventsTarget</c>.</param>
/// <param name="Spec">Its settings; nested keys are joined with dots.</param>
public sealed record TargetConfig(string Name, string Kind, IReadOnlyDictionary<string, string> Spec)
{
    /// <summary>Whether two configurations say the same.</summary>
    public bool SameAs(TargetConfig other)
        => Name == other.Name && Kind == other.Kind && Spec.Count == other.Spec.Count
        && Spec.All(pair => other.Spec.TryGetValue(pair.Key, out var value) && value == pair.Value);
}
