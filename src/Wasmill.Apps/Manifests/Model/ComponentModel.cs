using Wasmill.Apps.Manifests.Errors;

namespace Wasmill.Apps.Manifests.Model;

// Tested by: AppBuilderTests, AppRuntimeTests
/// <summary>A component of an app: one module.</summary>
/// <param name="Id">The ID.</param>
/// <param name="Source">The path of the module as written in the manifest; empty if it is downloaded.</param>
/// <param name="Description">The description; null if absent.</param>
/// <param name="Environment">The environment variables.</param>
/// <param name="Build">The build settings; null if there are none.</param>
/// <param name="Unsupported">The unsupported features that the component requests, with the reasons; such a component is refused when it is
/// to run.</param>
public sealed record ComponentModel(
    string Id,
    string Source,
    string? Description,
    IReadOnlyDictionary<string, string> Environment,
    BuildModel? Build,
    IReadOnlyList<ManifestError> Unsupported)
{
    /// <summary>The module to download; null if it is a file.</summary>
    public RemoteModuleModel? Remote { get; init; }

    /// <summary>
    /// The component's own variables: a name and a template, such as <c>https://{{ host }}/</c>, over the app's variables.
    /// </summary>
    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>();

    /// <summary>The labels of the key-value stores that the component may open.</summary>
    public IReadOnlyList<string> KeyValueStores { get; init; } = [];

    /// <summary>The labels of the SQLite databases that the component may open.</summary>
    public IReadOnlyList<string> SqliteDatabases { get; init; } = [];

    /// <summary>
    /// The hosts that the component may reach, in the form of <c>allowed_outbound_hosts</c>; entries of <c>allowed_http_hosts</c> are
    /// converted. May contain templates.
    /// </summary>
    public IReadOnlyList<string> AllowedOutboundHosts { get; init; } = [];

    /// <summary>The host files that the component may read, at the root of its file system.</summary>
    public IReadOnlyList<FileModel> Files { get; init; } = [];

    /// <summary>The patterns, relative to the app's folder, of files that are excluded from <see cref="Files"/>.</summary>
    public IReadOnlyList<string> ExcludeFiles { get; init; } = [];

    /// <summary>What the component asks for that it runs without, with the reasons.</summary>
    public IReadOnlyList<ManifestError> Warnings { get; init; } = [];

    /// <summary>The limits of each call.</summary>
    public LimitsModel Limits { get; init; } = LimitsModel.None;

    /// <summary>The places of its parts in the manifest.</summary>
    public ComponentPlaces Places { get; init; } = ComponentPlaces.None;
}
