namespace Wasmill.Functions.Capabilities.Variables;

/// <summary>The variables of an app cannot be resolved, so that it must not start. The message has every error, a line each, and no value.</summary>
public sealed class VariableException : Exception
{
    /// <summary>Creates the exception with everything that is wrong.</summary>
    public VariableException(IReadOnlyList<VariableProblem> problems) : base(string.Join('\n', problems.Select(problem => problem.Message))) => Problems = problems;

    /// <summary>Creates the exception with its message.</summary>
    public VariableException(string message) : base(message) { }

    /// <summary>Creates the exception with its message and cause.</summary>
    public VariableException(string message, Exception innerException) : base(message, innerException) { }

    /// <summary>Creates the exception without a message.</summary>
    public VariableException() { }

    /// <summary>Everything that is wrong; empty when the message is all that is known.</summary>
    public IReadOnlyList<VariableProblem> Problems { get; } = [];
}
