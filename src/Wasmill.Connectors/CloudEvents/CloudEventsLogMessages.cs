using Microsoft.Extensions.Logging;

namespace Wasmill.Connectors.CloudEvents;

/// <summary>Log messages of targets over HTTP; their event ids are 8051 to 8099 (docs/logs.md).</summary>
internal static partial class CloudEventsLogMessages
{
    /// <summary>The endpoint was resolved to an address that a user may not expect.</summary>
    [LoggerMessage(8051, LogLevel.Information, "{Note}")]
    public static partial void EndpointNoted(this ILogger log, string note);

    /// <summary>The certificate of a target is not checked.</summary>
    [LoggerMessage(8052, LogLevel.Warning,
        "the certificate of {Endpoint} is not checked ({Setting}): anybody on the way can read and change events")]
    public static partial void CertificateNotChecked(this ILogger log, string endpoint, string setting);
}
