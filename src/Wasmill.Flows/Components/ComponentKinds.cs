using Wasmill.Flows.Model;
using Wasmill.Flows.Settings;

namespace Wasmill.Flows.Components;

/// <summary>The registered kinds of component.</summary>
public sealed class ComponentKinds
{
    private readonly Dictionary<string, IComponentKind> _byKind;

    /// <summary>Registers kinds.</summary>
    /// <param name="kinds">The kinds, in the order of the command help.</param>
    public ComponentKinds(params IReadOnlyList<IComponentKind> kinds)
    {
        All = kinds;
        _byKind = kinds.ToDictionary(kind => kind.Kind, StringComparer.Ordinal);
        ForUris = kinds.OfType<ITargetKind>().FirstOrDefault(kind => kind.ForUris is not null);
    }

    /// <summary>All kinds, in the order of the command help.</summary>
    public IReadOnlyList<IComponentKind> All { get; }

    /// <summary>The kind of target for URIs; null if no kind supports them.</summary>
    public ITargetKind? ForUris { get; }

    /// <summary>Returns the kinds with a role.</summary>
    public IEnumerable<IComponentKind> Of(ComponentRole role) => All.Where(kind => kind.Role == role);

    /// <summary>Finds a kind by the <c>kind</c> of its documents; null if unknown.</summary>
    public IComponentKind? Find(string kind) => _byKind.GetValueOrDefault(kind);

    /// <summary>Returns the kind of a component from a flow that was read with these kinds.</summary>
    public IComponentKind KindOf(ComponentConfig config) => _byKind[config.Kind];

    /// <summary>Describes in one line where a component gets events from or sends them to, without secrets.</summary>
    public string AddressOf(ComponentConfig config) => KindOf(config).AddressOf(new SettingsReader(config.Name, config.Spec));
}
