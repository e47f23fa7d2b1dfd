using Wasmill.Client;
using Wasmill.Output;
using Wasmill.Server.Hosting;

namespace Wasmill.Errors;

/// <summary>Writes errors to the terminal.</summary>
internal static class ErrorReport
{
    /// <summary>Writes <c>Error: ...</c> to standard error; further lines are written as they are.</summary>
    public static void Write(ITerminal terminal, string message)
        => terminal.Error.WriteLine(terminal.Bad("Error:") + " " + message);

    /// <summary>Reports an exception that no command expected: the operating system refused something, or there is a bug.</summary>
    /// <returns>The exit code.</returns>
    public static int WriteUnexpected(ITerminal terminal, Exception exception)
    {
        if (exception is DiskFailedException)
        {
            Write(terminal, exception.Message);
            return ExitCodes.DiskFailed;
        }

        if (exception is IOException or UnauthorizedAccessException or ServerException)
        {
            Write(terminal, exception.Message);
            return ExitCodes.Failure;
        }

        Write(terminal, $"this is a bug in wasmill: {exception.GetType().Name}: {exception.Message}");
        terminal.Error.WriteLine(exception.StackTrace);
        return ExitCodes.Bug;
    }
}
