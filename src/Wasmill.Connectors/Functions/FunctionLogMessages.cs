using Microsoft.Extensions.Logging;

namespace Wasmill.Connectors.Functions;

/// <summary>Log messages of function targets; their event ids are 8001 to 8049 (docs/logs.md).</summary>
internal static partial class FunctionLogMessages
{
    // The text is the function's own: its context is in the fields only.
#pragma warning disable SYSLIB1015

    /// <summary>A function wrote a line, for the trigger, the event and the attempt in the fields.</summary>
    [LoggerMessage(8001, LogLevel.Information, "{Line}")]
    public static partial void FunctionOutput(this ILogger log, string line, string? trigger, string? cloudEventId, int attempt);

    /// <summary>A function call ended without an answer.</summary>
    [LoggerMessage(8002, LogLevel.Warning, "{Reason}")]
    public static partial void FunctionFailed(this ILogger log, string reason, string? trigger, string? cloudEventId, int attempt);

#pragma warning restore SYSLIB1015

    /// <summary>A changed module is loaded.</summary>
    [LoggerMessage(8003, LogLevel.Information, "the function has changed; new events go to the new one")]
    public static partial void FunctionChanged(this ILogger log);

    /// <summary>A changed module cannot be loaded.</summary>
    [LoggerMessage(8004, LogLevel.Error, "the changed function cannot be loaded; still serving the previous version: {Reason}")]
    public static partial void FunctionNotLoaded(this ILogger log, string reason);

    /// <summary>The app asks for something that it runs without.</summary>
    [LoggerMessage(8006, LogLevel.Warning, "{Warning}")]
    public static partial void FunctionWarned(this ILogger log, string warning);

    /// <summary>A build of the function's sources wrote a line.</summary>
    [LoggerMessage(8005, LogLevel.Information, "{Line}")]
    public static partial void BuildWrote(this ILogger log, string line);
}
