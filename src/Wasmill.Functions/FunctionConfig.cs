namespace Wasmill.Functions;

/// <summary>How a module is to be run.</summary>
public sealed record FunctionConfig
{
    /// <summary>The name used in logs and error messages: the component's id.</summary>
    public required string Name { get; init; }

    /// <summary>The name of what the function is loaded for, such as a broker's target. Metrics tell functions of the same name apart by it.</summary>
    /// <value>Default empty.</value>
    public string Owner { get; init; } = "";

    /// <summary>Environment variables the guest sees; nothing of the host's own environment is passed on.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>The values of the component's own variables, by name; it sees no other's.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>();

    /// <summary>The labels of the key-value stores that it may open. Each must be in <see cref="KeyValue"/>.</summary>
    public IReadOnlyList<string> KeyValueStores { get; init; } = [];

    /// <summary>The key-value stores of this host; null when it has none.</summary>
    public IKeyValueStores? KeyValue { get; init; }

    /// <summary>Where it may send requests: patterns as <see cref="Capabilities.OutboundHttp.Hosts.AllowedHosts"/> has them, with every variable filled in.</summary>
    public IReadOnlyList<string> AllowedOutboundHosts { get; init; } = [];

    /// <summary>Answers requests of the component to its own app: <c>http://self</c> and URLs that begin with <c>/</c>. Null when there is no app.</summary>
    public Func<FunctionRequest, CancellationToken, Task<FunctionResponse>>? Self { get; init; }

    /// <summary>The files and folders that it may read.</summary>
    public IReadOnlyList<FileMount> Files { get; init; } = [];

    /// <summary>How a request reaches the module.</summary>
    public FunctionKind Kind { get; init; } = FunctionKind.SpinHttp;

    /// <summary>The program's arguments when <see cref="Kind"/> is <see cref="FunctionKind.Wagi"/>: a template that is split at spaces after <c>${SCRIPT_NAME}</c> and <c>${ARGS}</c> (the query, with a space for each <c>&amp;</c>) were filled in.</summary>
    /// <value>Default <c>${SCRIPT_NAME} ${ARGS}</c>.</value>
    public string WagiArguments { get; init; } = "${SCRIPT_NAME} ${ARGS}";

    /// <summary>Limits for each call.</summary>
    public FunctionLimits Limits { get; init; } = FunctionLimits.Default;
}
