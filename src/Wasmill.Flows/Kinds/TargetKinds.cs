namespace Wasmill.Flows.Kinds;

/// <summary>The kinds of target that a process knows. Connectors register theirs.</summary>
public sealed class TargetKinds(IReadOnlyList<ITargetKind> kinds)
{
    /// <summary>All kinds.</summary>
    public IReadOnlyList<ITargetKind> All { get; } = kinds;

    /// <summary>The kind of a document, or null.</summary>
    public ITargetKind? Find(string kind) => All.FirstOrDefault(candidate => candidate.Kind == kind);
}
