using Wasmill.Apps.Manifests.Errors;
using Wasmill.Apps.Manifests.Model;

namespace Wasmill.Apps.Manifests.Components;

/// <summary>What a profile replaces of a component.</summary>
/// <param name="Source">Another module's path, or null for the component's own.</param>
/// <param name="Environment">Variables that are added or replaced.</param>
/// <param name="Commands">Other build commands; empty for the component's own.</param>
/// <param name="Unsupported">What the profile asks for in vain.</param>
internal sealed record ProfileModel(string? Source, IReadOnlyDictionary<string, string> Environment, IReadOnlyList<string> Commands, IReadOnlyList<ManifestError> Unsupported)
{
    /// <summary>No profile.</summary>
    public static ProfileModel None { get; } = new(null, new Dictionary<string, string>(), [], []);

    /// <summary>Where <see cref="Source"/> stands, when there is one.</summary>
    public ManifestPlace? SourcePlace { get; init; }

    /// <summary>Where <see cref="Commands"/> stand, when there are any.</summary>
    public ManifestPlace? CommandsPlace { get; init; }

    /// <summary>Puts the profile over a component's environment.</summary>
    public IReadOnlyDictionary<string, string> Over(IReadOnlyDictionary<string, string> environment)
    {
        var merged = new Dictionary<string, string>(environment, StringComparer.Ordinal);
        foreach (var (name, value) in Environment)
            merged[name] = value;
        return merged;
    }

    /// <summary>Puts the profile over a component's build.</summary>
    public BuildModel? Over(BuildModel? build) => Commands.Count == 0 ? build : (build ?? new BuildModel([], null, [])) with { Commands = Commands };
}
