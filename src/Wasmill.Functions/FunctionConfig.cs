namespace Wasmill.Functions;

/// <summary>How a module is to be run.</summary>
public sealed record FunctionConfig
{
    /// <summary>The name used in logs and error messages: the component's id.</summary>
    public required string Name { get; init; }

    /// <summary>Environment variables the guest sees; nothing of the host's own environment is passed on.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>Limits for each call.</summary>
    public FunctionLimits Limits { get; init; } = FunctionLimits.Default;
}
