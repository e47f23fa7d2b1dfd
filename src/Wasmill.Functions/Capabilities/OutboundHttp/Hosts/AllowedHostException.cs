namespace Wasmill.Functions.Capabilities.OutboundHttp.Hosts;

/// <summary>Patterns of <c>allowed_outbound_hosts</c> cannot be granted. The message names each, says what is wrong and how to write it, a line each.</summary>
public sealed class AllowedHostException : Exception
{
    /// <summary>Creates the exception with what is wrong.</summary>
    public AllowedHostException(IReadOnlyList<AllowedHostProblem> problems) : base(string.Join('\n', problems.Select(problem => problem.Message))) => Problems = problems;

    /// <summary>Creates the exception with its message.</summary>
    public AllowedHostException(string message) : base(message) { }

    /// <summary>Creates the exception with its message and cause.</summary>
    public AllowedHostException(string message, Exception innerException) : base(message, innerException) { }

    /// <summary>Creates the exception without a message.</summary>
    public AllowedHostException() { }

    /// <summary>What is wrong, a pattern each.</summary>
    public IReadOnlyList<AllowedHostProblem> Problems { get; } = [];
}
