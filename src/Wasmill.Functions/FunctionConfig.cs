namespace Wasmill.Functions;

/// <summary>How a module is to be run.</summary>
public sealed record FunctionConfig
{
    /// <summary>The name used in logs and error messages: the component's id.</summary>
    public required string Name { get; init; }

    /// <summary>Environment variables the guest sees; nothing of the host's own environment is passed on.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>How a request reaches the module.</summary>
    public FunctionKind Kind { get; init; } = FunctionKind.SpinHttp;

    /// <summary>The program's arguments when <see cref="Kind"/> is <see cref="FunctionKind.Wagi"/>: a template that is split at spaces after <c>${SCRIPT_NAME}</c> and <c>${ARGS}</c> (the query, with a space for each <c>&amp;</c>) were filled in.</summary>
    /// <value>Default <c>${SCRIPT_NAME} ${ARGS}</c>.</value>
    public string WagiArguments { get; init; } = "${SCRIPT_NAME} ${ARGS}";

    /// <summary>Limits for each call.</summary>
    public FunctionLimits Limits { get; init; } = FunctionLimits.Default;
}
