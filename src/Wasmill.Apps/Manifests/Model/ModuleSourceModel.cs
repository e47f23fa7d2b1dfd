namespace Wasmill.Apps.Manifests.Model;

/// <summary>The source of a component's module.</summary>
/// <param name="Path">The path of the module as written in the manifest; empty if there is none.</param>
/// <param name="Remote">The module to download; null if there is none.</param>
public sealed record ModuleSourceModel(string Path, RemoteModuleModel? Remote = null);
