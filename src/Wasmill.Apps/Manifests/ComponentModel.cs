namespace Wasmill.Apps.Manifests;

/// <summary>A component of an app: one module.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Source">The module's path as the manifest has it.</param>
/// <param name="Description">What it does, or null.</param>
/// <param name="Environment">Environment variables.</param>
/// <param name="Build">How it is built, or null.</param>
/// <param name="Unsupported">Keys of the manifest that ask for something this version cannot give; such a component is refused when it is to run.</param>
public sealed record ComponentModel(
    string Id, string Source, string? Description, IReadOnlyDictionary<string, string> Environment, BuildModel? Build, IReadOnlyList<string> Unsupported);
