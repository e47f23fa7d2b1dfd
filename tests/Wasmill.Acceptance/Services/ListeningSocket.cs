using System.ComponentModel;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Wasmill.Acceptance.Services;

/// <summary>A listening socket that a service manager opens and passes to the processes that it starts.</summary>
internal sealed partial class ListeningSocket : IDisposable
{
    private const int SetDescriptorFlags = 2;
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    /// <summary>Opens it on a free port of loopback.</summary>
    public ListeningSocket()
    {
        _socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _socket.Listen();
        // What .NET opens is closed in the processes that it starts.
        if (SetFlags(Descriptor, SetDescriptorFlags, 0) != 0)
            throw new Win32Exception(Marshal.GetLastPInvokeError());
    }

    /// <summary>Its port.</summary>
    public int Port => ((IPEndPoint)_socket.LocalEndPoint!).Port;

    private int Descriptor => (int)_socket.SafeHandle.DangerousGetHandle();

    /// <summary>A script that runs a command line as a service manager would.</summary>
    public string Pass(string commandLine) => $"exec 3<&{Descriptor}; export LISTEN_PID=$$ LISTEN_FDS=1; exec {commandLine}";

    /// <inheritdoc />
    public void Dispose() => _socket.Dispose();

    [LibraryImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    private static partial int SetFlags(int descriptor, int command, int flags);
}
