using System.Globalization;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Wasmill.Functions.Capabilities.OutboundHttp;

namespace Wasmill.Functions.Capabilities.Redis.Protocol;

// Tested by: RedisFunctionsTests, RedisPoolTests
/// <summary>
/// A connection to a Redis server that one user has at a time: a connection that is shared by many would share its database, its
/// transaction and the wait of a blocking command as well. Not thread-safe.
/// </summary>
internal sealed class RedisConnection : IDisposable
{
    private const int HandshakeLimit = 64 << 10;

    private readonly Socket _socket;
    private readonly Stream _stream;
    private readonly RedisReader _reader;

    private RedisConnection(RedisAddress address, Socket socket, Stream stream)
    {
        Address = address;
        _socket = socket;
        _stream = stream;
        _reader = new RedisReader(stream);
    }

    /// <summary>The address.</summary>
    public RedisAddress Address { get; }

    /// <summary>Indicates whether a reply is missing: the connection cannot be used any more.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>
    /// Indicates whether a command may have changed the state of the connection, such as its database: another user must not have it.
    /// </summary>
    public bool IsTainted { get; set; }

    /// <summary>Indicates whether the server has kept an idle connection open.</summary>
    public bool IsAlive => !_socket.Poll(TimeSpan.Zero, SelectMode.SelectRead);

    /// <summary>Connects, and chooses user and database.</summary>
    /// <exception cref="RedisException">The server cannot be reached, or refuses.</exception>
    public static async Task<RedisConnection> OpenAsync(RedisAddress address, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        RedisConnection? connection = null;
        try
        {
            await socket.ConnectAsync(address.Url.IdnHost, address.Url.Port, cancellationToken);
            Stream stream = new NetworkStream(socket);
            if (address.IsSecure)
                stream = await SecureAsync(stream, address, cancellationToken);
            connection = new RedisConnection(address, socket, stream);
            await connection.GreetAsync(cancellationToken);
            // The caller may have given up while a name was resolved.
            cancellationToken.ThrowIfCancellationRequested();
            return connection;
        }
        catch (Exception error) when (error is SocketException or IOException or AuthenticationException)
        {
            socket.Dispose();
            throw new RedisException($"{address} cannot be reached: {OutboundReason.Describe(error)}", error);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Sends a command and reads its reply.</summary>
    /// <param name="command">The command and its arguments.</param>
    /// <param name="limit">The largest accepted reply in bytes.</param>
    /// <param name="cancellationToken">Cancels the wait, after which the connection cannot be used.</param>
    /// <exception cref="RedisException">The connection ended, or the reply is too large.</exception>
    public async Task<RedisReply> SendAsync(
        IReadOnlyList<ReadOnlyMemory<byte>> command, int limit, CancellationToken cancellationToken)
    {
        if (IsBroken)
            throw new RedisException($"the connection to {Address} ended");
        IsBroken = true;
        try
        {
            await _stream.WriteAsync(Encode(command), cancellationToken);
            var reply = await _reader.ReadAsync(limit, cancellationToken);
            IsBroken = false;
            return reply;
        }
        catch (Exception error) when (error is SocketException or IOException)
        {
            throw new RedisException($"the connection to {Address} ended: {OutboundReason.Describe(error)}", error);
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _stream.Dispose();
        _socket.Dispose();
    }

    private static async Task<Stream> SecureAsync(Stream stream, RedisAddress address, CancellationToken cancellationToken)
    {
        var secure = new SslStream(stream);
        await secure.AuthenticateAsClientAsync(
            new SslClientAuthenticationOptions
            {
                TargetHost = address.Url.IdnHost,
                // A server could make the host contact servers that the guest may not reach.
                CertificateChainPolicy = new X509ChainPolicy
                {
                    RevocationMode = X509RevocationMode.NoCheck,
                    DisableCertificateDownloads = true,
                },
            },
            cancellationToken);
        return secure;
    }

    private async Task GreetAsync(CancellationToken cancellationToken)
    {
        if (Address.Password.Length > 0)
            await CheckAsync(
                Address.User.Length > 0 ? ["AUTH", Address.User, Address.Password] : ["AUTH", Address.Password], cancellationToken);
        if (Address.Database > 0)
            await CheckAsync(["SELECT", Address.Database.ToString(CultureInfo.InvariantCulture)], cancellationToken);
    }

    private async Task CheckAsync(string[] command, CancellationToken cancellationToken)
    {
        var parts = command.Select(part => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(part)).ToList();
        if (await SendAsync(parts, HandshakeLimit, cancellationToken) is { Kind: RedisReplyKind.Error } error)
            throw new RedisException($"{Address} refuses {command[0]}: {error.Text}");
    }

    private static byte[] Encode(IReadOnlyList<ReadOnlyMemory<byte>> command)
    {
        using var bytes = new MemoryStream();
        bytes.Write(Encoding.UTF8.GetBytes(FormattableString.Invariant($"*{command.Count}\r\n")));
        foreach (var part in command)
        {
            bytes.Write(Encoding.UTF8.GetBytes(FormattableString.Invariant($"${part.Length}\r\n")));
            bytes.Write(part.Span);
            bytes.Write("\r\n"u8);
        }

        return bytes.ToArray();
    }
}
