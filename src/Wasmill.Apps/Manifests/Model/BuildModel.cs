namespace Wasmill.Apps.Manifests.Model;

/// <summary>The build settings of a component.</summary>
/// <param name="Commands">The commands, run in order.</param>
/// <param name="WorkingFolder">The working folder, relative to the app's folder; null for that folder.</param>
/// <param name="Watch">The files whose changes trigger a build.</param>
public sealed record BuildModel(IReadOnlyList<string> Commands, string? WorkingFolder, IReadOnlyList<string> Watch);
