namespace Wasmill.Functions.Capabilities.OutboundHttp.Hosts;

/// <summary>
/// Patterns of <c>allowed_outbound_hosts</c> cannot be granted. The message has one line for each: the pattern, the problem, and the valid
/// form.
/// </summary>
public sealed class AllowedHostException : Exception
{
    /// <summary>Creates the exception with its problems.</summary>
    public AllowedHostException(IReadOnlyList<AllowedHostProblem> problems)
        : base(string.Join('\n', problems.Select(problem => problem.Message)))
        => Problems = problems;

    /// <summary>Creates the exception with its message.</summary>
    public AllowedHostException(string message) : base(message) { }

    /// <summary>Creates the exception with its message and cause.</summary>
    public AllowedHostException(string message, Exception innerException) : base(message, innerException) { }

    /// <summary>Creates the exception without a message.</summary>
    public AllowedHostException() { }

    /// <summary>The problems, one for each pattern.</summary>
    public IReadOnlyList<AllowedHostProblem> Problems { get; } = [];
}
