namespace Wasmill.Apps.Manifests.Model;

/// <summary>Files that a component may read.</summary>
/// <param name="Source">A pattern, a file or a folder, relative to the app's folder.</param>
/// <param name="Destination">The guest's path for the folder <paramref name="Source"/>; null if the guest sees the files under their path
/// in the app's folder.</param>
public sealed record FileModel(string Source, string? Destination);
