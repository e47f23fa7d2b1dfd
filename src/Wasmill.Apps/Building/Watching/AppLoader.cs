using Wasmill.Apps.Manifests.Model;

namespace Wasmill.Apps.Building.Watching;

/// <summary>Loads a version of an app with the settings of the host.</summary>
/// <param name="app">The app according to its current manifest.</param>
/// <param name="cancellationToken">Cancels the load.</param>
public delegate Task<AppRuntime> AppLoader(AppModel app, CancellationToken cancellationToken);
