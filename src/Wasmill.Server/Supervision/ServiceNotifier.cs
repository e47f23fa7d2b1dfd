using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Logging;

namespace Wasmill.Server.Supervision;

/// <summary>Tells the service manager about the state of this process, in the protocol of sd_notify(3). Never throws.</summary>
internal sealed class ServiceNotifier : IDisposable
{
    private const char AbstractMark = '@';
    // A service manager that reads nothing must not keep the process from serving.
    private const int SendMilliseconds = 1000;

    private readonly Socket? _socket;
    private readonly UnixDomainSocketEndPoint? _address;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private bool _hasFailed;

    /// <summary>Creates a notifier.</summary>
    /// <param name="address">A path, or <c>@NAME</c> in Linux's abstract namespace; null for no service manager.</param>
    /// <param name="time">The clock; its timestamps are those of CLOCK_MONOTONIC.</param>
    /// <param name="log">Receives the first failure.</param>
    public ServiceNotifier(string? address, TimeProvider time, ILogger log)
    {
        (_time, _log) = (time, log);
        if (address is null)
            return;
        if (address[0] is not ('/' or AbstractMark))
        {
            Fail($"\"{address}\" is not a Unix socket");
            return;
        }

        _address = new UnixDomainSocketEndPoint(address[0] == AbstractMark ? '\0' + address[1..] : address);
        _socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified) { SendTimeout = SendMilliseconds };
    }

    /// <summary>The process starts, and shows why that takes time.</summary>
    public void Starting(string status) => Send(Status(status));

    /// <summary>The process serves, after its start or a reload.</summary>
    public void Ready(string status) => Send("READY=1\n" + Status(status));

    /// <summary>The process reads its configuration again.</summary>
    public void Reloading(string status)
    {
        var microseconds = (long)_time.GetElapsedTime(0).TotalMicroseconds;
        Send(string.Create(CultureInfo.InvariantCulture, $"RELOADING=1\nMONOTONIC_USEC={microseconds}\n{Status(status)}"));
    }

    /// <summary>The process stops.</summary>
    public void Stopping(string status) => Send("STOPPING=1\n" + Status(status));

    /// <summary>The process is alive.</summary>
    public void Alive() => Send("WATCHDOG=1");

    /// <inheritdoc />
    public void Dispose() => _socket?.Dispose();

    private static string Status(string text) => "STATUS=" + text.Split('\n')[0];

    private void Send(string message)
    {
        if (_socket is null)
            return;
        try
        {
            _socket.SendTo(Encoding.UTF8.GetBytes(message), _address!);
            _hasFailed = false;
        }
        catch (SocketException error)
        {
            Fail(error.Message);
        }
    }

    private void Fail(string reason)
    {
        if (!_hasFailed)
            _log.NotNotified(reason);
        _hasFailed = true;
    }
}
