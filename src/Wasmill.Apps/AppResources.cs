using Wasmill.Apps.Assets;
using Wasmill.Apps.Manifests;
using Wasmill.Apps.Settings;
using Wasmill.Functions;
using Wasmill.Functions.Capabilities.Files;
using Wasmill.Functions.Capabilities.KeyValue;
using Wasmill.Functions.Capabilities.Variables;

namespace Wasmill.Apps;

/// <summary>What a loaded app's components are granted: values of variables, key-value stores, copies of files. Lives and ends with the app.</summary>
internal sealed class AppResources : IDisposable
{
    private const string DefaultStoreFile = "sqlite_key_value.db";
    private const string DefaultStore = "default";

    private readonly AssetFolder _assets;
    private readonly AppSettings _settings;
    private readonly VariableResolver _variables;
    private readonly SqliteKeyValueStores _stores;

    private AppResources(AppModel app, AppSettings settings, VariableResolver variables, IReadOnlyDictionary<string, string> files)
    {
        _assets = new AssetFolder(app);
        _settings = settings;
        _variables = variables;
        _stores = new SqliteKeyValueStores(files);
        StateFolder.Close(app.Folder);
        DefaultKeyValueFile = files.GetValueOrDefault(DefaultStore);
    }

    /// <summary>The SQLite file of the store <c>default</c>; null when no component may open it.</summary>
    public string? DefaultKeyValueFile { get; }

    /// <summary>Finds what the components need. No file is made yet.</summary>
    /// <exception cref="ManifestException">A variable has no value, or a store no file.</exception>
    public static AppResources Open(AppModel app, IReadOnlyList<ComponentModel> components, AppSettings settings)
    {
        var declared = app.Variables.Select(variable => new VariableConfig(variable.Key, variable.Value.Default, variable.Value.IsSecret)).ToList();
        return new AppResources(app, settings, Guard(() => VariableResolver.Resolve(declared, settings.Variables)), FindStores(app, components, settings));
    }

    /// <summary>What a component is granted, for the host.</summary>
    /// <param name="component">The component.</param>
    /// <param name="executor">How it is called.</param>
    /// <param name="self">Answers its requests to its own app.</param>
    /// <exception cref="ManifestException">A template or a file of its is wrong.</exception>
    public FunctionConfig Configure(ComponentModel component, ExecutorModel executor, Func<FunctionRequest, CancellationToken, Task<FunctionResponse>> self)
    {
        var assets = _assets.Fill(component);
        return new FunctionConfig
        {
            Name = component.Id,
            Environment = component.Environment,
            Variables = Guard(() => _variables.Expand(component.Id, component.Variables)),
            KeyValueStores = component.KeyValueStores,
            KeyValue = _stores,
            AllowedOutboundHosts = Guard(() => component.AllowedOutboundHosts.Select(host => _variables.Expand(VariableTemplate.Parse(host))).ToList()),
            Self = self,
            Files = assets is null ? [] : [new FileMount(assets, "/")],
            Kind = executor.IsWagi ? FunctionKind.Wagi : FunctionKind.SpinHttp,
            WagiArguments = executor.Arguments ?? ExecutorModel.DefaultArguments,
            Limits = component.Limits.Over(_settings.Limits),
        };
    }

    /// <summary>Closes the stores and removes the copies of files.</summary>
    public void Dispose()
    {
        _stores.Dispose();
        _assets.Dispose();
    }

    private static Dictionary<string, string> FindStores(AppModel app, IReadOnlyList<ComponentModel> components, AppSettings settings)
    {
        var state = settings.StateFolder ?? Path.Combine(app.Folder, StateFolder.Name);
        var files = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var component in components)
        {
            foreach (var label in component.KeyValueStores)
            {
                var file = settings.KeyValueFiles.GetValueOrDefault(label) ?? (label == DefaultStore ? DefaultStoreFile : null)
                    ?? throw new ManifestException($"the component {component.Id} asks for the key-value store {label}, which has no file: name it in a runtime config file, [key_value_store.{label}] with type = \"spin\" and a path");
                if (state.Length == 0 && !Path.IsPathRooted(file))
                    throw new ManifestException($"the component {component.Id} asks for the key-value store {label}, and without a state folder there is no place for it");
                files[label] = Path.GetFullPath(Path.Combine(state, file));
            }
        }

        return files;
    }

    private static T Guard<T>(Func<T> resolve)
    {
        try
        {
            return resolve();
        }
        catch (VariableException error)
        {
            throw new ManifestException(error.Message, error);
        }
    }
}
