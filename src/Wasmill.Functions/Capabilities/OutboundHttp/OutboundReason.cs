using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace Wasmill.Functions.Capabilities.OutboundHttp;

/// <summary>Describes in one line why a server did not respond.</summary>
internal static class OutboundReason
{
    /// <summary>Describes the network error, which lies one or more exceptions deep.</summary>
    public static string Describe(Exception error)
    {
        var isTls = false;
        var cause = error;
        for (; cause.InnerException is { } inner; cause = inner)
            isTls |= cause is AuthenticationException;
        if (!isTls && cause is not AuthenticationException)
            return cause.Message;
        // The message ends with the chain's status flags; nothing else exposes them here.
        var isUnknown = cause.Message.Contains(nameof(X509ChainStatusFlags.UntrustedRoot), StringComparison.Ordinal)
            || cause.Message.Contains(nameof(X509ChainStatusFlags.PartialChain), StringComparison.Ordinal);
        return "no secure connection: "
            + $"{cause.Message}{(isUnknown ? "; to trust your own certificate authority, set SSL_CERT_FILE to its file" : "")}";
    }
}
