namespace Wasmill.Errors;

/// <summary>Ends a command with a message for the user. The message says what is wrong, where, and how to fix it.</summary>
internal sealed class UserErrorException(string message, int exitCode = ExitCodes.Failure) : Exception(message)
{
    /// <summary>The exit code, one of <see cref="ExitCodes"/>.</summary>
    public int ExitCode { get; } = exitCode;

    /// <summary>The code in JSON, one of <see cref="ErrorCodes"/>.</summary>
    /// <value>Default: the code of the exit code.</value>
    public string Code { get; init; } = exitCode == ExitCodes.Usage ? ErrorCodes.Usage : ErrorCodes.Failed;
}
