namespace Wasmill.Flows.Model;

/// <summary>A target as the user wrote it.</summary>
/// <param name="Name">Its name; for a trigger's <c>subscriber.uri</c> the URI itself.</param>
/// <param name="Kind">The kind of its document, such as <c>CloudEventsTarget</c>.</param>
/// <param name="Spec">Its settings; nested keys are joined with dots. Secrets that are referred to are missing until the target is made.</param>
public sealed record TargetConfig(string Name, string Kind, IReadOnlyDictionary<string, string> Spec)
{
    /// <summary>Where its secret settings come from, by their keys.</summary>
    /// <value>Default: there are none.</value>
    public IReadOnlyDictionary<string, SecretReference> Secrets { get; init; } = new Dictionary<string, SecretReference>();

    private IEnumerable<KeyValuePair<string, SecretReference>> Referred => Secrets.Where(pair => pair.Value.Source != SecretSource.Inline);

    /// <summary>Whether two configurations say the same.</summary>
    public bool SameAs(TargetConfig other)
        => Name == other.Name && Kind == other.Kind && Spec.Count == other.Spec.Count && Referred.Count() == other.Referred.Count()
        && Spec.All(pair => other.Spec.TryGetValue(pair.Key, out var value) && value == pair.Value)
        && Referred.All(pair => other.Secrets.TryGetValue(pair.Key, out var reference) && reference.SameAs(pair.Value));
}
