using System.Text;
using Wasmill.Apps.Fetching;
using Wasmill.Apps.Manifests.Errors;
using Wasmill.Apps.Manifests.Model;
using Wasmill.Apps.Routing;
using Wasmill.Apps.Settings;
using Wasmill.Events.Http;
using Wasmill.Functions;
using Wasmill.Storage;

namespace Wasmill.Apps;

// Tested by: AppRuntimeTests, ChainingTests
/// <summary>
/// A loaded app: its routes and its functions. Independent of any HTTP server, so that <c>up</c> and a broker's function target share it.
/// </summary>
public sealed class AppRuntime : IAsyncDisposable
{
    private static readonly RoutePattern Everything = new("/...");

    private readonly RouteTable _routes;
    private readonly AppResources _resources;

    // A component that is called in two ways is two functions.
    private readonly Dictionary<(string Component, ExecutorModel Executor), IFunction> _functions = [];

    // How a component is called by another one: as its last trigger says, a private one first.
    private readonly Dictionary<string, ExecutorModel> _chained = new(StringComparer.Ordinal);

    private AppRuntime(AppModel model, AppResources resources)
    {
        Model = model;
        _resources = resources;
        _routes = new RouteTable(model.Routes);
        foreach (var route in model.Routes.Where(route => route.StaticResponse is null))
            _chained[route.ComponentId] = route.Executor;
        foreach (var trigger in model.PrivateTriggers)
            _chained[trigger.ComponentId] = trigger.Executor;
    }

    /// <summary>The app.</summary>
    public AppModel Model { get; }

    /// <summary>The SQLite file of the key-value store <c>default</c>; null if no component may open it.</summary>
    public string? DefaultKeyValueFile => _resources.DefaultKeyValueFile;

    /// <summary>The file of the SQLite database <c>default</c>; null if no component may open it.</summary>
    public string? DefaultSqliteFile => _resources.DefaultSqliteFile;

    /// <summary>Receives every response to a request of the app to itself, which no other code sees.</summary>
    public Action<AppAnswer> SelfAnswered { get; set; } = static _ => { };

    /// <summary>Loads an app with default limits for calls, and default settings.</summary>
    public static Task<AppRuntime> LoadAsync(AppModel model, IFunctionHost host, FunctionLimits limits, CancellationToken cancellationToken)
        => LoadAsync(model, host, AppSettings.Default with { Limits = limits }, cancellationToken);

    /// <summary>Loads every component that has an HTTP trigger; the others are unreachable.</summary>
    /// <param name="model">The app.</param>
    /// <param name="host">The host that runs the functions.</param>
    /// <param name="settings">The settings of the host for the app.</param>
    /// <param name="cancellationToken">Cancels the load.</param>
    /// <exception cref="ManifestException">A module, a file, a store or a variable is missing, a module cannot be run, or the app requests
    /// an unsupported feature. The exception lists all problems.</exception>
    public static async Task<AppRuntime> LoadAsync(
        AppModel model, IFunctionHost host, AppSettings settings, CancellationToken cancellationToken)
    {
        // 1. Find values of variables, stores, files and modules, and all problems that keep the app from running.
        var used = model.Routes.Where(route => route.StaticResponse is null)
            .Select(route => (route.ComponentId, route.Executor))
            .Concat(model.PrivateTriggers.Select(trigger => (trigger.ComponentId, trigger.Executor)))
            .Distinct()
            .ToList();
        var components = model.Components.Where(component => used.Any(pair => pair.ComponentId == component.Id)).ToList();
        var errors = new List<ManifestError>([.. model.Unsupported, .. components.SelectMany(component => component.Unsupported)]);
        if (model.Routes.Count == 0)
            errors.AddRange(
                [
                    ManifestPlace.None.Error(
                        $"the app {model.Name} has no HTTP route: add a [[trigger.http]] with a route and a component"),
                    .. model.Triggers.Select(trigger => trigger.Warning),
                ]);
        var runtime = new AppRuntime(model, AppResources.Open(model, components, settings, errors));
        try
        {
            errors.AddRange(components.Select(component => AppModules.Explain(model, component)).OfType<ManifestError>());

            // 2. Reject unsupported features, reporting all of them.
            if (errors.Count > 0)
                throw new ManifestException(errors);

            // 3. Load each component once for each way in which it is called.
            foreach (var (id, executor) in used)
                await runtime.LoadAsync(
                    components.First(component => component.Id == id), executor, (host, settings.Modules), errors, cancellationToken);
            return errors.Count == 0 ? runtime : throw new ManifestException(errors);
        }
        catch
        {
            await runtime.DisposeAsync();
            throw;
        }
    }

    /// <summary>Handles a request.</summary>
    public async ValueTask<AppAnswer> HandleAsync(AppRequest request, CancellationToken cancellationToken)
    {
        var query = request.Target.IndexOf('?', StringComparison.Ordinal);
        var path = query < 0 ? request.Target : request.Target[..query];
        if (_routes.Find(path) is not { Route: var route } match)
            return new AppAnswer(null, null);
        return route.StaticResponse is { } response
            ? new AppAnswer(route.ComponentId, Answer(response))
            : await CallAsync(request, match, cancellationToken);
    }

    /// <summary>Waits for the calls in flight, unloads the functions, and removes the copies of their files.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var function in _functions.Values)
            await function.DisposeAsync();
        _resources.Dispose();
    }

    private async ValueTask<AppAnswer> CallAsync(AppRequest request, RouteMatch match, CancellationToken cancellationToken)
    {
        var route = match.Route;
        var call = new FunctionRequest(request.Method, request.Target, GuestHeaders.Make(request, match), request.Body)
        {
            SelfRequests = request.SelfRequests,
            Cause = request.Cause,
            Sink = request.Sink,
        };
        var result = await _functions[(route.ComponentId, route.Executor)].InvokeAsync(call, cancellationToken);
        return new AppAnswer(route.ComponentId, result) { Cause = request.Cause };
    }

    private static FunctionResult Answer(StaticResponseModel response)
    {
        var headers = response.Headers.Select(header => new HeaderField(header.Key, header.Value)).ToList();
        return new FunctionResult(
            new FunctionResponse(response.Status, headers, Encoding.UTF8.GetBytes(response.Body)),
            FunctionFailure.None,
            "",
            [],
            TimeSpan.Zero);
    }

    private async Task<FunctionResponse> AnswerSelfAsync(FunctionRequest request, CancellationToken cancellationToken)
    {
        var answer = await HandleAsync(FromWithin(request, "http://self"), cancellationToken);
        SelfAnswered(answer);
        return answer.Result?.Response ?? new FunctionResponse(404, [], default);
    }

    // As in Spin, the component is called as if it were behind every path.
    private async Task<FunctionResponse?> AnswerChainedAsync(string component, FunctionRequest request, CancellationToken cancellationToken)
    {
        if (!_chained.TryGetValue(component, out var executor))
            return null;
        var end = request.Uri.IndexOf('?', StringComparison.Ordinal);
        var path = new PathMatch(end < 0 ? request.Uri : request.Uri[..end], []);
        var match = new RouteMatch(new RouteModel(Everything.Text, component) { Executor = executor }, Everything, path);
        var answer = await CallAsync(FromWithin(request, $"http://{component}.spin.internal"), match, cancellationToken);
        SelfAnswered(answer);
        return answer.Result!.Response;
    }

    // Spin's client address for requests without a connection.
    private static AppRequest FromWithin(FunctionRequest request, string origin)
        => new(request.Method, request.Uri, origin, request.Headers, request.Body, "0.0.0.0:0")
        {
            SelfRequests = request.SelfRequests,
            Cause = request.Cause,
        };

    private async Task LoadAsync(
        ComponentModel component,
        ExecutorModel executor,
        (IFunctionHost Functions, ModuleFetcher? Modules) host,
        List<ManifestError> errors,
        CancellationToken cancellationToken)
    {
        byte[] module;
        try
        {
            module = await AppModules.ReadAsync(Model, component, host.Modules, cancellationToken);
        }
        catch (FetchException error)
        {
            errors.Add(component.Places.Source.Error($"component {component.Id}: {error.Message}"));
            return;
        }
        catch (IOException error)
        {
            errors.Add(component.Places.Source.Error($"the module of component {component.Id} cannot be read: {IoReason.Of(error)}"));
            return;
        }

        try
        {
            _functions.Add(
                (component.Id, executor),
                await host.Functions.LoadAsync(
                    module, _resources.Configure(component, executor, AnswerSelfAsync, AnswerChainedAsync), cancellationToken));
        }
        catch (FunctionLoadException error)
        {
            errors.Add(component.Places.Source.Error(error.Message));
        }
    }
}
