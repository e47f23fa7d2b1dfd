using Wasmill.Apps.Manifests.Model;

namespace Wasmill.Apps.Building.Watching;

/// <summary>A change of an app's sources that has come to rest.</summary>
/// <param name="App">The app as its manifest is now.</param>
/// <param name="Components">The components to build again: those that have changed, and those whose last build failed.</param>
public sealed record SourceChange(AppModel App, IReadOnlyList<string> Components);
