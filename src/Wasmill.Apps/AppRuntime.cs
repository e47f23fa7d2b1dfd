using System.Text;
using Wasmill.Apps.Assets;
using Wasmill.Apps.Manifests;
using Wasmill.Apps.Routing;
using Wasmill.Events.Http;
using Wasmill.Functions;

namespace Wasmill.Apps;

/// <summary>A loaded app: its routes and its functions. Knows no HTTP server, so that <c>up</c> and a broker's function target run the same thing.</summary>
public sealed class AppRuntime : IAsyncDisposable
{
    private readonly RouteTable _routes;
    private readonly AssetFolder _assets;

    // A component that is called in two ways is two functions.
    private readonly Dictionary<(string Component, ExecutorModel Executor), IFunction> _functions = [];

    private AppRuntime(AppModel model)
    {
        Model = model;
        _assets = new AssetFolder(model);
        _routes = new RouteTable(model.Routes);
    }

    /// <summary>The app.</summary>
    public AppModel Model { get; }

    /// <summary>Loads every component of an app that a route leads to; nothing could call the others.</summary>
    /// <param name="model">The app.</param>
    /// <param name="host">Runs the functions.</param>
    /// <param name="limits">Limits for each call where the app states none.</param>
    /// <param name="cancellationToken">Abandons the loading.</param>
    /// <exception cref="ManifestException">A module is missing, or the app asks for what this version cannot give; then the message has every such thing, a line each.</exception>
    /// <exception cref="FunctionLoadException">A module cannot be run.</exception>
    public static async Task<AppRuntime> LoadAsync(AppModel model, IFunctionHost host, FunctionLimits limits, CancellationToken cancellationToken)
    {
        // 1. Refuse what asks for more than there is, with everything at once.
        var used = model.Routes.Where(route => route.StaticResponse is null).Select(route => (route.ComponentId, route.Executor)).Distinct().ToList();
        Refuse(model, used.Select(pair => pair.ComponentId));
        if (model.Routes.Count == 0)
            throw new ManifestException($"the app {model.Name} has no HTTP route: add a [[trigger.http]] with a route and a component");

        // 2. Load each component in each way that it is called.
        var runtime = new AppRuntime(model);
        try
        {
            foreach (var (id, executor) in used)
            {
                var component = model.Components.First(component => component.Id == id);
                runtime._functions.Add((id, executor), await runtime.LoadAsync(component, executor, host, limits, cancellationToken));
            }

            return runtime;
        }
        catch
        {
            await runtime.DisposeAsync();
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
        if (_routes.Find(path) is not { Route: var route } match)
            return new AppAnswer(null, null);
        if (route.StaticResponse is { } response)
            return new AppAnswer(route.ComponentId, Answer(response));
        var call = new FunctionRequest(request.Method, request.Target, GuestHeaders.Make(request, match), request.Body);
        return new AppAnswer(route.ComponentId, await _functions[(route.ComponentId, route.Executor)].InvokeAsync(call, cancellationToken));
    }

    /// <summary>Waits for the calls in flight, unloads the functions, and removes the copies of their files.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var function in _functions.Values)
            await function.DisposeAsync();
        _assets.Dispose();
    }

    private static void Refuse(AppModel model, IEnumerable<string> used)
    {
        var ids = used.ToHashSet(StringComparer.Ordinal);
        var refused = model.Unsupported.Concat(model.Components.Where(component => ids.Contains(component.Id)).SelectMany(component => component.Unsupported))
            .OrderBy(reason => (reason.Line, reason.Column)).ToList();
        if (refused.Count > 0)
            throw new ManifestException(refused);
    }

    private static FunctionResult Answer(StaticResponseModel response)
    {
        var headers = response.Headers.Select(header => new HeaderField(header.Key, header.Value)).ToList();
        return new FunctionResult(new FunctionResponse(response.Status, headers, Encoding.UTF8.GetBytes(response.Body)), FunctionFailure.None, "", [], TimeSpan.Zero);
    }

    private async Task<IFunction> LoadAsync(ComponentModel component, ExecutorModel executor, IFunctionHost host, FunctionLimits limits, CancellationToken cancellationToken)
    {
        var path = ModulePath(Model, component);
        if (!File.Exists(path))
            throw new ManifestException($"the component {component.Id} has no module yet: {path} does not exist; run \"wasmill build\" first");

        var config = new FunctionConfig { Name = component.Id, Environment = component.Environment, Limits = component.Limits.Over(limits) };
        return await host.LoadAsync(await File.ReadAllBytesAsync(path, cancellationToken), config, cancellationToken);
    }
}
