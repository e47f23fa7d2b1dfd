using Wasmill.Flows.Model;
using Wasmill.Flows.Settings;

namespace Wasmill.Flows.Components;

/// <summary>The kinds of component that a process knows.</summary>
public sealed class ComponentKinds
{
    private readonly Dictionary<string, IComponentKind> _byKind;

    /// <summary>Registers kinds.</summary>
    /// <param name="kinds">The kinds, in the order of the help.</param>
    public ComponentKinds(params IReadOnlyList<IComponentKind> kinds)
    {
        All = kinds;
        _byKind = kinds.ToDictionary(kind => kind.Kind, StringComparer.Ordinal);
        ForUris = kinds.OfType<ITargetKind>().FirstOrDefault(kind => kind.ForUris is not null);
    }

    /// <summary>All kinds, in the order of the help.</summary>
    public IReadOnlyList<IComponentKind> All { get; }

    /// <summary>The kind of the targets that URIs make; null when there is none.</summary>
    public ITargetKind? ForUris { get; }

    /// <summary>The kinds with a role.</summary>
    public IEnumerable<IComponentKind> Of(ComponentRole role) => All.Where(kind => kind.Role == role);

    /// <summary>Finds a kind by the name that its documents have; null when there is none.</summary>
    public IComponentKind? Find(string kind) => _byKind.GetValueOrDefault(kind);

    /// <summary>The kind of a component of a flow that was read with these kinds.</summary>
    public IComponentKind KindOf(ComponentConfig config) => _byKind[config.Kind];

    /// <summary>Makes one line that says where a component gets events from or sends them to. Holds no secret.</summary>
    public string AddressOf(ComponentConfig config) => KindOf(config).AddressOf(new SettingsReader(config.Name, config.Spec));
}
