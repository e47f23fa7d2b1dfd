using System.Net.Sockets;
using System.Security.Authentication;

namespace Wasmill.Connectors.CloudEvents;

/// <summary>Formats a short reason for a missing answer.</summary>
internal static class NetworkReason
{
    /// <summary>Finds the network error, which is one or two exceptions deep.</summary>
    public static string Describe(Exception error)
    {
        for (var cause = error; cause is not null; cause = cause.InnerException)
        {
            switch (cause)
            {
                case HttpIOException { HttpRequestError: HttpRequestError.ResponseEnded }:
                    return "connection closed before the answer";
                case AuthenticationException:
                    return $"no trust: {cause.Message}";
                case SocketException socket:
                    return socket.SocketErrorCode switch
                    {
                        SocketError.ConnectionRefused => "connection refused",
                        SocketError.HostNotFound or SocketError.TryAgain or SocketError.NoData => "the host name is unknown",
                        SocketError.TimedOut => "connection timeout",
                        SocketError.ConnectionReset => "connection reset",
                        _ => socket.Message,
                    };
            }
        }

        return error.Message;
    }
}
