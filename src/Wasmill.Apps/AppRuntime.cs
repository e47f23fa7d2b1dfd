using Wasmill.Apps.Manifests;
using Wasmill.Apps.Routing;
using Wasmill.Functions;

namespace Wasmill.Apps;

/// <summary>A loaded app: its routes and its functions. Knows no HTTP server, so that <c>up</c> and a broker's function target run the same thing.</summary>
public sealed class AppRuntime : IAsyncDisposable
{
    private readonly RouteTable _routes;
    private readonly Dictionary<string, IFunction> _functions;

    private AppRuntime(AppModel model, Dictionary<string, IFunction> functions)
    {
        Model = model;
        _functions = functions;
        _routes = new RouteTable(model.Routes);
    }

    /// <summary>The app.</summary>
    public AppModel Model { get; }

    /// <summary>Loads every component of an app.</summary>
    /// <param name="model">The app.</param>
    /// <param name="host">Runs the functions.</param>
    /// <param name="limits">Limits for each call.</param>
    /// <param name="cancellationToken">Abandons the loading.</param>
    /// <exception cref="ManifestException">A module is missing, or a component asks for what this version cannot give.</exception>
    /// <exception cref="FunctionLoadException">A module cannot be run.</exception>
    public static async Task<AppRuntime> LoadAsync(AppModel model, IFunctionHost host, FunctionLimits limits, CancellationToken cancellationToken)
    {
        if (model.Routes.Count == 0)
            throw new ManifestException($"the app {model.Name} has no HTTP route: add a [[trigger.http]] with a route and a component");

        var functions = new Dictionary<string, IFunction>(StringComparer.Ordinal);
        try
        {
            foreach (var component in model.Components)
                functions.Add(component.Id, await LoadAsync(model, component, host, limits, cancellationToken));
            return new AppRuntime(model, functions);
        }
        catch
        {
            foreach (var function in functions.Values)
                await function.DisposeAsync();
            throw;
        }
    }

    /// <summary>The path of a component's module.</summary>
    public static string ModulePath(AppModel model, ComponentModel component) => Path.GetFullPath(Path.Combine(model.Folder, component.Source));

    /// <summary>Answers a request.</summary>
    public async ValueTask<AppAnswer> HandleAsync(AppRequest request, CancellationToken cancellationToken)
    {
        var query = request.Target.IndexOf('?', StringComparison.Ordinal);
        var path = query < 0 ? request.Target : request.Target[..query];
        if (_routes.Find(path) is not { } match)
            return new AppAnswer(null, null);
        var call = new FunctionRequest(request.Method, request.Target, GuestHeaders.Make(request, match), request.Body);
        return new AppAnswer(match.Route.ComponentId, await _functions[match.Route.ComponentId].InvokeAsync(call, cancellationToken));
    }

    /// <summary>Waits for the calls in flight and unloads the functions.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var function in _functions.Values)
            await function.DisposeAsync();
    }

    private static async Task<IFunction> LoadAsync(AppModel model, ComponentModel component, IFunctionHost host, FunctionLimits limits, CancellationToken cancellationToken)
    {
        if (component.Unsupported.Count > 0)
            throw new ManifestException($"the component {component.Id} asks for {string.Join(", ", component.Unsupported)}, which this version of wasmill does not support: remove it from {model.ManifestPath}");
        var path = ModulePath(model, component);
        if (!File.Exists(path))
            throw new ManifestException($"the component {component.Id} has no module yet: {path} does not exist; run \"wasmill build\" first");

        var config = new FunctionConfig { Name = component.Id, Environment = component.Environment, Limits = limits };
        return await host.LoadAsync(await File.ReadAllBytesAsync(path, cancellationToken), config, cancellationToken);
    }
}
