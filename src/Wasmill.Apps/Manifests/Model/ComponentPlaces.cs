using Wasmill.Apps.Manifests.Errors;

namespace Wasmill.Apps.Manifests.Model;

// Tested by: ReasonsTests, AppDatabasesTests
/// <summary>
/// The places of the parts of a component in its manifest, for problems found after it was read. Lists have a place for each item of the
/// component's list of the same name.
/// </summary>
public sealed record ComponentPlaces
{
    /// <summary>The places of a component without a manifest.</summary>
    public static ComponentPlaces None { get; } = new();

    /// <summary>The component itself.</summary>
    public ManifestPlace Component { get; init; }

    /// <summary>Its module.</summary>
    public ManifestPlace Source { get; init; }

    /// <summary>The working folder of its build; the build itself if it sets none.</summary>
    public ManifestPlace WorkingFolder { get; init; }

    /// <summary>The commands of its build.</summary>
    public ManifestPlace Commands { get; init; }

    /// <summary>Its variables, by name.</summary>
    public IReadOnlyDictionary<string, ManifestPlace> Variables { get; init; } = new Dictionary<string, ManifestPlace>();

    /// <summary>Its key-value stores.</summary>
    public IReadOnlyList<ManifestPlace> KeyValueStores { get; init; } = [];

    /// <summary>Its SQLite databases.</summary>
    public IReadOnlyList<ManifestPlace> SqliteDatabases { get; init; } = [];

    /// <summary>The hosts that the component may reach.</summary>
    public IReadOnlyList<ManifestPlace> AllowedOutboundHosts { get; init; } = [];

    /// <summary>The files that the component may read.</summary>
    public IReadOnlyList<ManifestPlace> Files { get; init; } = [];
}
