using Microsoft.Extensions.Logging;

namespace Wasmill.Web.Requests;

/// <summary>Log messages about requests; their event ids are 2001 to 2049 (docs/logs.md).</summary>
internal static partial class RequestLogMessages
{
    /// <summary>The server itself answered with a status from 500.</summary>
    [LoggerMessage(2001, LogLevel.Error, "{Method} {Path} was answered with {Status}: {Reason}")]
    public static partial void RequestFailed(this ILogger log, string method, string? path, int status, string reason);

    /// <summary>The same as <see cref="RequestFailed"/>, after messages of the same status and reason were left out.</summary>
    [LoggerMessage(2002, LogLevel.Error, "{Method} {Path} was answered with {Status}: {Reason} ({LeftOut} more since the last such line)")]
    public static partial void RequestsFailed(this ILogger log, string method, string? path, int status, string reason, long leftOut);
}
