using Wasmill.Apps.Assets;
using Wasmill.Apps.Databases;
using Wasmill.Apps.Manifests.Errors;
using Wasmill.Apps.Manifests.Model;
using Wasmill.Apps.Settings;
using Wasmill.Functions;
using Wasmill.Functions.Capabilities.KeyValue;
using Wasmill.Functions.Capabilities.OutboundHttp.Hosts;
using Wasmill.Functions.Capabilities.Variables;

namespace Wasmill.Apps;

// Tested by: AppGrantsTests, ReasonsTests
/// <summary>
/// The resources granted to the components of a loaded app: values of variables, key-value stores, databases, copies of files. They live
/// as long as the app.
/// </summary>
internal sealed class AppResources : IDisposable
{
    private const string DefaultStore = "default";

    private readonly AssetFolder _assets;
    private readonly AppSettings _settings;
    private readonly VariableResolver _variables;
    private readonly SqliteKeyValueStores _stores;
    private readonly SqliteDatabases _databases;
    private readonly Dictionary<string, (IReadOnlyDictionary<string, string> Variables, IReadOnlyList<string> Hosts, string? Assets)>
        _grants = new(StringComparer.Ordinal);

    private AppResources(
        AppModel app,
        AppSettings settings,
        VariableResolver variables,
        IReadOnlyDictionary<string, string> files,
        IReadOnlyDictionary<string, string> databases)
    {
        _assets = new AssetFolder(app);
        _settings = settings;
        _variables = variables;
        _stores = new SqliteKeyValueStores(files, settings.Time);
        _databases = new SqliteDatabases(databases, SqliteLimits.Default, settings.Time);
        StateFolder.Close(app.Folder);
        DefaultKeyValueFile = files.GetValueOrDefault(DefaultStore);
        DefaultSqliteFile = databases.GetValueOrDefault(DefaultStore);
    }

    /// <summary>The SQLite file of the store <c>default</c>; null if no component may open it.</summary>
    public string? DefaultKeyValueFile { get; }

    /// <summary>The file of the SQLite database <c>default</c>; null if no component may open it.</summary>
    public string? DefaultSqliteFile { get; }

    /// <summary>Finds the resources that the components need. Creates no files yet.</summary>
    /// <param name="app">The app.</param>
    /// <param name="components">The components that are to run.</param>
    /// <param name="settings">The settings of the host for the app.</param>
    /// <param name="errors">Receives the problems, with their place in the manifest.</param>
    public static AppResources Open(
        AppModel app, IReadOnlyList<ComponentModel> components, AppSettings settings, List<ManifestError> errors)
    {
        var declared =
            app.Variables.Select(variable => new VariableConfig(variable.Key, variable.Value.Default, variable.Value.IsSecret)).ToList();
        var problems = new List<VariableProblem>();
        var variables = VariableResolver.Resolve(declared, settings.Variables, problems);
        errors.AddRange(problems.Select(problem => app.VariablePlaces.GetValueOrDefault(problem.Variable ?? "").Error(problem.Message)));
        var resources = new AppResources(
            app,
            settings,
            variables,
            FindFiles(app, components, settings, StoreKind.KeyValue, errors),
            FindFiles(app, components, settings, StoreKind.Sqlite, errors));
        foreach (var component in components)
            resources.Prepare(component, areValuesKnown: problems.Count == 0, errors);
        return resources;
    }

    /// <summary>Builds the configuration of a component for the host.</summary>
    /// <param name="component">The component.</param>
    /// <param name="executor">The way in which the component is called.</param>
    /// <param name="self">Answers the component's requests to its own app.</param>
    /// <param name="chained">Answers the component's requests to other components by name.</param>
    public FunctionConfig Configure(
        ComponentModel component,
        ExecutorModel executor,
        Func<FunctionRequest, CancellationToken, Task<FunctionResponse>> self,
        Func<string, FunctionRequest, CancellationToken, Task<FunctionResponse?>> chained)
    {
        var grants = _grants[component.Id];
        return new FunctionConfig
        {
            Name = component.Id,
            Owner = _settings.Owner,
            Environment = component.Environment,
            Variables = grants.Variables,
            KeyValueStores = component.KeyValueStores,
            KeyValue = _stores,
            SqliteDatabases = component.SqliteDatabases,
            Sqlite = _databases,
            AllowedOutboundHosts = grants.Hosts,
            Self = self,
            Chained = chained,
            Files = grants.Assets is null ? [] : [new FileMount(grants.Assets, "/")],
            Kind = executor.IsWagi ? FunctionKind.Wagi : FunctionKind.SpinHttp,
            WagiArguments = executor.Arguments ?? ExecutorModel.DefaultArguments,
            Limits = component.Limits.WithDefaults(_settings.Limits),
        };
    }

    /// <summary>Closes the stores and removes the copies of files.</summary>
    public void Dispose()
    {
        _stores.Dispose();
        _assets.Dispose();
    }

    private static Dictionary<string, string> FindFiles(
        AppModel app, IReadOnlyList<ComponentModel> components, AppSettings settings, StoreKind kind, List<ManifestError> errors)
    {
        var state = settings.StateFolder ?? Path.Combine(app.Folder, StateFolder.Name);
        var files = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var component in components)
        {
            var (labels, places) = kind.Of(component);
            for (var i = 0; i < labels.Count; i++)
            {
                var (label, place) = (labels[i], ManifestPlace.At(places, i));
                var file = kind.FilesOf(settings).GetValueOrDefault(label) ?? (label == DefaultStore ? kind.DefaultFile : null);
                if (file is null)
                    errors.Add(place.Error($"the component {component.Id} requests the {kind.Name} {label}, which has no file; "
                        + $"add [{kind.Key}.{label}] with type = \"spin\" and a path to the runtime config file"));
                else if (state.Length == 0 && !Path.IsPathRooted(file))
                    errors.Add(place.Error($"the component {component.Id} requests the {kind.Name} {label}, "
                        + "which cannot be stored without a state folder"));
                else
                    files[label] = Path.GetFullPath(Path.Combine(state, file));
            }
        }

        return files;
    }

    // Parses the templates of the component's variables and hosts, and copies its files.
    private void Prepare(ComponentModel component, bool areValuesKnown, List<ManifestError> errors)
    {
        IReadOnlyDictionary<string, string> variables = new Dictionary<string, string>();
        try
        {
            variables = _variables.Expand(component.Id, component.Variables);
        }
        catch (VariableException error)
        {
            errors.AddRange(error.Problems.Select(problem =>
                component.Places.Variables.GetValueOrDefault(problem.Variable ?? "").Error(problem.Message)));
        }

        var hosts = new List<string>();
        for (var i = 0; i < component.AllowedOutboundHosts.Count; i++)
        {
            if (ExpandHost(component.AllowedOutboundHosts[i], areValuesKnown, out var reason) is { } host)
                hosts.Add(host);
            else if (reason is not null)
                errors.Add(ManifestPlace.At(component.Places.AllowedOutboundHosts, i).Error($"component {component.Id}: {reason}"));
        }

        string? assets = null;
        try
        {
            assets = _assets.Fill(component);
        }
        catch (ManifestException error)
        {
            errors.AddRange(error.Errors);
        }

        _grants[component.Id] = (variables, hosts, assets);
    }

    // Null if the host cannot be granted; without a reason if a missing value was already reported.
    private string? ExpandHost(string pattern, bool areValuesKnown, out string? reason)
    {
        reason = null;
        try
        {
            var template = VariableTemplate.Parse(pattern);
            var host = _variables.Expand(template);
            // A host without variables was checked when the manifest was read.
            if (!template.IsLiteral && areValuesKnown)
                reason = AllowedHosts.Explain(host)?.Message;
            return reason is null ? host : null;
        }
        catch (VariableException error)
        {
            reason = error.Message;
            return null;
        }
    }
}
