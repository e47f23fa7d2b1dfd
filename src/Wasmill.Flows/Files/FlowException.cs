namespace Wasmill.Flows.Files;

/// <summary>A flow is not valid. Contains all errors.</summary>
public sealed class FlowException : Exception
{
    /// <summary>Creates the exception with errors.</summary>
    public FlowException(IReadOnlyList<FlowError> errors) : base(string.Join('\n', errors)) => Errors = errors;

    /// <summary>Creates the exception with an error that has no place in the file.</summary>
    public FlowException(string message) : this([new FlowError(0, 0, message)]) { }

    /// <summary>Creates the exception with a message and its cause.</summary>
    public FlowException(string message, Exception innerException) : base(message, innerException)
        => Errors = [new FlowError(0, 0, message)];

    /// <summary>Creates the exception without errors.</summary>
    public FlowException() : this([]) { }

    /// <summary>The errors.</summary>
    public IReadOnlyList<FlowError> Errors { get; }
}
