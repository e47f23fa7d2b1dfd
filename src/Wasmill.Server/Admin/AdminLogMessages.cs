using Microsoft.Extensions.Logging;

namespace Wasmill.Server.Admin;

/// <summary>Log messages of the admin API and of the flow; their event ids are 9101 to 9149 (docs/logs.md).</summary>
internal static partial class AdminLogMessages
{
    /// <summary>A request to the admin API threw an exception.</summary>
    [LoggerMessage(9101, LogLevel.Error, "admin API: {Request}: answered 500")]
    public static partial void AdminRequestThrew(this ILogger log, string request, Exception bug);

    /// <summary>An edit is stored, but the flush of its directory entry failed.</summary>
    [LoggerMessage(9102, LogLevel.Warning, "the flow is stored, but a loss of power may undo the edit: {Reason}")]
    public static partial void EditNotFlushed(this ILogger log, string reason);

    /// <summary>The flow file has changed, and the new flow is running.</summary>
    [LoggerMessage(9103, LogLevel.Information, "the flow file has changed; the new flow runs")]
    public static partial void FlowChanged(this ILogger log);

    /// <summary>The flow file has changed, and the new flow is not valid.</summary>
    [LoggerMessage(9104, LogLevel.Error, "the changed flow file is not valid; still serving the previous flow:\n{Reason}")]
    public static partial void FlowRefused(this ILogger log, string reason);

    /// <summary>The flow was read again on request. What follows its own files is named, so that nobody waits for it.</summary>
    [LoggerMessage(
        9105,
        LogLevel.Information,
        "reloaded: the flow is applied again, with {Triggers} triggers and {Components} targets, sources and transformations; "
            + "functions, certificates and credentials follow their files without a reload")]
    public static partial void FlowReloaded(this ILogger log, int triggers, int components);

    /// <summary>The flow was read again on request and is not valid.</summary>
    [LoggerMessage(9106, LogLevel.Error, "the reload is refused; still serving the previous flow:\n{Reason}")]
    public static partial void ReloadRefused(this ILogger log, string reason);
}
