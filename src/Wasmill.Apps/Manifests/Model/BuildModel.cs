namespace Wasmill.Apps.Manifests.Model;

/// <summary>How a component is built.</summary>
/// <param name="Commands">Commands, run in order.</param>
/// <param name="WorkingFolder">Where they run, relative to the app's folder; null for that folder.</param>
/// <param name="Watch">Files whose change calls for a build.</param>
public sealed record BuildModel(IReadOnlyList<string> Commands, string? WorkingFolder, IReadOnlyList<string> Watch);
