using Wasmill.Apps.Manifests.Model;

namespace Wasmill.Apps.Building.Watching;

/// <summary>A debounced change of an app's sources.</summary>
/// <param name="App">The app according to its current manifest.</param>
/// <param name="Components">The components to build: those that have changed, and those whose last build failed.</param>
public sealed record SourceChange(AppModel App, IReadOnlyList<string> Components);
