using Wasmill.Apps.Manifests.Errors;

namespace Wasmill.Apps.Manifests.Model;

/// <summary>A component of an app: one module.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Source">The module's path as the manifest has it; empty when the module would have to be fetched.</param>
/// <param name="Description">What it does, or null.</param>
/// <param name="Environment">Environment variables.</param>
/// <param name="Build">How it is built, or null.</param>
/// <param name="Unsupported">What the component asks for and cannot get, with the reason; such a component is refused when it is to run.</param>
public sealed record ComponentModel(
    string Id, string Source, string? Description, IReadOnlyDictionary<string, string> Environment, BuildModel? Build, IReadOnlyList<ManifestError> Unsupported)
{
    /// <summary>The component's own variables: a name and a template, such as <c>https://{{ host }}/</c>, over the app's variables.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>();

    /// <summary>Labels of the key-value stores that it may open.</summary>
    public IReadOnlyList<string> KeyValueStores { get; init; } = [];

    /// <summary>Where it may connect to, in the form of <c>allowed_outbound_hosts</c>; entries of <c>allowed_http_hosts</c> are converted. May hold templates.</summary>
    public IReadOnlyList<string> AllowedOutboundHosts { get; init; } = [];

    /// <summary>The host files that it may read, at the root of its file system.</summary>
    public IReadOnlyList<FileModel> Files { get; init; } = [];

    /// <summary>Patterns, relative to the app's folder, of files that it may not read though <see cref="Files"/> has them.</summary>
    public IReadOnlyList<string> ExcludeFiles { get; init; } = [];

    /// <summary>What each call may use.</summary>
    public LimitsModel Limits { get; init; } = LimitsModel.None;

    /// <summary>Where its parts stand in the manifest.</summary>
    public ComponentPlaces Places { get; init; } = ComponentPlaces.None;
}
