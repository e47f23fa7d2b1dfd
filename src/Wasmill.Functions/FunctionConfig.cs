using Wasmill.Functions.Databases;

namespace Wasmill.Functions;

// Tested by: LoadTests
/// <summary>The settings with which a module is run.</summary>
public sealed record FunctionConfig
{
    /// <summary>The name used in logs and error messages: the component's ID.</summary>
    public required string Name { get; init; }

    /// <summary>
    /// The name of the owner of the function, such as a broker's target. Metrics distinguish functions of the same name by it.
    /// </summary>
    /// <value>Default empty.</value>
    public string Owner { get; init; } = "";

    /// <summary>The environment variables that the guest sees; nothing of the host's own environment is passed on.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>The values of the component's own variables, by name. It cannot read the variables of another component.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>();

    /// <summary>The labels of the key-value stores that the function may open. Each must exist in <see cref="KeyValue"/>.</summary>
    public IReadOnlyList<string> KeyValueStores { get; init; } = [];

    /// <summary>The key-value stores of this host; null if it has none.</summary>
    public IKeyValueStores? KeyValue { get; init; }

    /// <summary>The labels of the SQLite databases that the function may open. Each must exist in <see cref="Sqlite"/>.</summary>
    public IReadOnlyList<string> SqliteDatabases { get; init; } = [];

    /// <summary>The SQLite databases of this host; null if it has none.</summary>
    public ISqliteDatabases? Sqlite { get; init; }

    /// <summary>
    /// The hosts that the function may send requests to: patterns as defined by <see cref="Capabilities.OutboundHttp.Hosts.AllowedHosts"/>,
    /// with all variables expanded.
    /// </summary>
    public IReadOnlyList<string> AllowedOutboundHosts { get; init; } = [];

    /// <summary>
    /// Answers requests of the component to its own app: <c>http://self</c> and URLs that begin with <c>/</c>. Null if there is no app.
    /// </summary>
    public Func<FunctionRequest, CancellationToken, Task<FunctionResponse>>? Self { get; init; }

    /// <summary>
    /// Answers requests of the component to a component of its app by name: <c>http://NAME.spin.internal</c>. The response is null if the
    /// app has no such component. Null if there is no app; such a request never reaches a network.
    /// </summary>
    public Func<string, FunctionRequest, CancellationToken, Task<FunctionResponse?>>? Chained { get; init; }

    /// <summary>The files and folders that the function may read.</summary>
    public IReadOnlyList<FileMount> Files { get; init; } = [];

    /// <summary>The way in which a request reaches the module.</summary>
    public FunctionKind Kind { get; init; } = FunctionKind.SpinHttp;

    /// <summary>
    /// The program's arguments if <see cref="Kind"/> is <see cref="FunctionKind.Wagi"/>: a template that is split at spaces after
    /// <c>${SCRIPT_NAME}</c> and <c>${ARGS}</c> (the query, with a space for each <c>&amp;</c>) were expanded.
    /// </summary>
    /// <value>Default <c>${SCRIPT_NAME} ${ARGS}</c>.</value>
    public string WagiArguments { get; init; } = "${SCRIPT_NAME} ${ARGS}";

    /// <summary>The limits for each call.</summary>
    public FunctionLimits Limits { get; init; } = FunctionLimits.Default;
}
