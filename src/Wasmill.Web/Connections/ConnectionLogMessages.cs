using System.Net;
using Microsoft.Extensions.Logging;

namespace Wasmill.Web.Connections;

/// <summary>Log messages about connections; their event ids are 2051 to 2099 (docs/logs.md).</summary>
internal static partial class ConnectionLogMessages
{
    /// <summary>The process has no descriptor or buffer for another connection.</summary>
    [LoggerMessage(2051, LogLevel.Error,
        "no connection can be accepted at {Endpoint}: {Reason}. Raise the limit of open files, or lower the number of connections")]
    public static partial void NoConnectionAccepted(this ILogger log, EndPoint endpoint, string reason);
}
