using Microsoft.Extensions.Logging;

namespace Wasmill.Flows.Running;

/// <summary>Log messages about a flow that is applied; their event ids are 7001 to 7099 (docs/logs.md).</summary>
internal static partial class FlowLogMessages
{
    /// <summary>Something in the flow is allowed and probably not wanted.</summary>
    [LoggerMessage(7001, LogLevel.Warning, "{Warning}")]
    public static partial void FlowWarned(this ILogger log, string warning);

    /// <summary>After an edit that failed, the flow from before could not be applied again.</summary>
    [LoggerMessage(7002, LogLevel.Error, "the flow from before could not be taken up again: {Reason}")]
    public static partial void FlowNotRestored(this ILogger log, string reason);

    /// <summary>A target could not be made when the broker started.</summary>
    [LoggerMessage(7003, LogLevel.Error,
        "this target cannot be made; its events wait until it is repaired and the broker is restarted: {Reason}")]
    public static partial void TargetUnavailable(this ILogger log, string reason);

    /// <summary>A file with a secret is open to other users.</summary>
    [LoggerMessage(7004, LogLevel.Warning, "every user of this machine can read {Path}: run \"{Command}\"")]
    public static partial void SecretReadable(this ILogger log, string path, string command);
}
