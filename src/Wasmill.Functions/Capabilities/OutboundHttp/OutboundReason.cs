using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace Wasmill.Functions.Capabilities.OutboundHttp;

/// <summary>Says in a line why a server gave no answer.</summary>
internal static class OutboundReason
{
    /// <summary>What the network said, which lies one or more exceptions deep.</summary>
    public static string Describe(Exception error)
    {
        var isTls = false;
        var cause = error;
        for (; cause.InnerException is { } inner; cause = inner)
            isTls |= cause is AuthenticationException;
        if (!isTls && cause is not AuthenticationException)
            return cause.Message;
        // The message ends with the flags of the chain; there is no other way to them from here.
        var isUnknown = cause.Message.Contains(nameof(X509ChainStatusFlags.UntrustedRoot), StringComparison.Ordinal) || cause.Message.Contains(nameof(X509ChainStatusFlags.PartialChain), StringComparison.Ordinal);
        return $"no secure connection: {cause.Message}{(isUnknown ? "; to trust an authority of your own, name its file in SSL_CERT_FILE" : "")}";
    }
}
