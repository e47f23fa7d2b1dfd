using Microsoft.Extensions.Logging;

namespace Wasmill.Apps.Serving;

/// <summary>Log messages of the server of an app; their event ids are 4001 to 4049 (docs/logs.md).</summary>
internal static partial class AppServerLogMessages
{
    /// <summary>Another component declares the same route later.</summary>
    [LoggerMessage(4001, LogLevel.Warning,
        "the route {Route} of {Component} is never used: {Winner} declares it again later, and the last one counts")]
    public static partial void RouteHidden(this ILogger log, string route, string component, string winner);
}
