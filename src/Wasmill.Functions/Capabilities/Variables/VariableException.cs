namespace Wasmill.Functions.Capabilities.Variables;

/// <summary>
/// The variables of an app cannot be resolved, so the app must not start. The message lists every error, one per line, without values.
/// </summary>
public sealed class VariableException : Exception
{
    /// <summary>Creates the exception with its problems.</summary>
    public VariableException(IReadOnlyList<VariableProblem> problems) : base(string.Join('\n', problems.Select(problem => problem.Message)))
        => Problems = problems;

    /// <summary>Creates the exception with its message.</summary>
    public VariableException(string message) : base(message) { }

    /// <summary>Creates the exception with its message and cause.</summary>
    public VariableException(string message, Exception innerException) : base(message, innerException) { }

    /// <summary>Creates the exception without a message.</summary>
    public VariableException() { }

    /// <summary>The problems; empty if only the message is known.</summary>
    public IReadOnlyList<VariableProblem> Problems { get; } = [];
}
