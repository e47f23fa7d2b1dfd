namespace Wasmill.Broker.Sources;

/// <summary>A source as the host runs it. Its name is its identity: with other settings it restarts and keeps its position.</summary>
/// <param name="Name">The name, unique among the sources.</param>
/// <param name="Kind">The kind, such as <c>CronSource</c>. With another kind it starts without a position.</param>
/// <param name="Settings">Settings that identify the model: compared by <see cref="object.Equals(object)"/>.</param>
/// <param name="Create">Creates the source. An exception counts as a failed run.</param>
public sealed record SourceModel(string Name, string Kind, object Settings, Func<IEventSource> Create)
{
    /// <summary>Indicates whether a source that runs with another model can keep running with this one.</summary>
    internal bool IsSame(SourceModel other) => Kind == other.Kind && Settings.Equals(other.Settings);
}
