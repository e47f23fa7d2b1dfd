using Wasmill.Apps.Manifests.Model;

namespace Wasmill.Apps.Building.Watching;

/// <summary>Loads a version of an app, with whatever was decided about it from outside.</summary>
/// <param name="app">The app as its manifest is now.</param>
/// <param name="cancellationToken">Abandons the loading.</param>
public delegate Task<AppRuntime> AppLoader(AppModel app, CancellationToken cancellationToken);
