using System.Net;
using System.Net.Sockets;
using Wasmill.Client;
using Wasmill.Server.Supervision;

namespace Wasmill.Server.Tests.Supervision;

/// <summary>A socket that a service manager passes. That one serves, and keeps listening after the process, is in ServiceTests.</summary>
public sealed class PassedSocketTests
{
    [Fact]
    public void Without_a_passed_socket_there_is_none() => Assert.Null(PassedSocket.Take(ServiceEnvironment.None));

    [Fact]
    public void Several_sockets_are_refused()
        => Assert.Equal(
            "the service manager has passed 2 sockets; use one ListenStream= in the socket unit",
            Assert.Throws<ServerException>(() => PassedSocket.Take(new ServiceEnvironment { Sockets = 2 })).Message);

    [Fact]
    public void A_listening_socket_is_taken_over()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        // Whoever takes it over closes it.
        var descriptor = (int)listener.Server.SafeHandle.DangerousGetHandle();
        listener.Server.SafeHandle.SetHandleAsInvalid();
        using var taken = PassedSocket.Open(descriptor);
        Assert.IsType<IPEndPoint>(taken.LocalEndPoint);
    }

    [Theory]
    [InlineData(AddressFamily.InterNetwork, SocketType.Stream)]
    [InlineData(AddressFamily.InterNetwork, SocketType.Dgram)]
    [InlineData(AddressFamily.Unix, SocketType.Stream)]
    public void Any_other_socket_is_refused(AddressFamily family, SocketType type)
    {
        var socket = new Socket(family, type, ProtocolType.Unspecified);
        var descriptor = (int)socket.SafeHandle.DangerousGetHandle();
        socket.SafeHandle.SetHandleAsInvalid();
        var error = Assert.Throws<ServerException>(() => PassedSocket.Open(descriptor));
        Assert.Contains("ListenStream= with a port", error.Message, StringComparison.Ordinal);
    }
}
