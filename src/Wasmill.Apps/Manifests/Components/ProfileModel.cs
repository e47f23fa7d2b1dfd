using Wasmill.Apps.Manifests.Errors;
using Wasmill.Apps.Manifests.Model;

namespace Wasmill.Apps.Manifests.Components;

/// <summary>The overrides of a profile for a component.</summary>
/// <param name="Source">Another module; null for the component's own.</param>
/// <param name="Environment">The added or replaced environment variables.</param>
/// <param name="Commands">The replaced build commands; empty for the component's own.</param>
/// <param name="Unsupported">The unsupported features that the profile requests.</param>
internal sealed record ProfileModel(
    ModuleSourceModel? Source,
    IReadOnlyDictionary<string, string> Environment,
    IReadOnlyList<string> Commands,
    IReadOnlyList<ManifestError> Unsupported)
{
    /// <summary>No profile.</summary>
    public static ProfileModel None { get; } = new(null, new Dictionary<string, string>(), [], []);

    /// <summary>The place of <see cref="Source"/>, if set.</summary>
    public ManifestPlace? SourcePlace { get; init; }

    /// <summary>The place of <see cref="Commands"/>, if set.</summary>
    public ManifestPlace? CommandsPlace { get; init; }

    /// <summary>Applies the profile to a component's environment.</summary>
    public IReadOnlyDictionary<string, string> ApplyTo(IReadOnlyDictionary<string, string> environment)
    {
        var merged = new Dictionary<string, string>(environment, StringComparer.Ordinal);
        foreach (var (name, value) in Environment)
            merged[name] = value;
        return merged;
    }

    /// <summary>Applies the profile to a component's build.</summary>
    public BuildModel? ApplyTo(BuildModel? build)
        => Commands.Count == 0 ? build : (build ?? new BuildModel([], null, [])) with { Commands = Commands };
}
