using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Wasmill.Functions.Tests.Capabilities.OutboundHttp;

/// <summary>A server that hands each request's text to the test, which writes the answer's bytes as it likes.</summary>
internal sealed class TestServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<string, NetworkStream, CancellationToken, Task> _answer;
    private readonly Task _serving;

    public TestServer(Func<string, NetworkStream, CancellationToken, Task> answer)
    {
        _answer = answer;
        _listener.Start();
        Url = $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";
        _serving = ServeAsync();
    }

    public string Url { get; }

    /// <summary>The last request as it came.</summary>
    public string Request { get; private set; } = "";

    /// <summary>A server that always answers with the same text.</summary>
    public static TestServer Answering(string text)
        => new((_, stream, cancel) => stream.WriteAsync(Encoding.Latin1.GetBytes(text.ReplaceLineEndings("\r\n")), cancel).AsTask());

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        // First: a stopped listener refuses the next accept in another way than a cancelled one.
        await _serving;
        _listener.Stop();
        _stop.Dispose();
    }

    private async Task ServeAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (true)
                connections.Add(AnswerAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task AnswerAsync(TcpClient client)
    {
        using var _ = client;
        await using var stream = client.GetStream();
        try
        {
            Request = await ReadAsync(stream);
            await _answer(Request, stream, _stop.Token);
        }
        catch (Exception error) when (error is IOException or OperationCanceledException)
        {
            // The client has hung up, or the test is over.
        }
    }

    private async Task<string> ReadAsync(NetworkStream stream)
    {
        var text = new StringBuilder();
        var buffer = new byte[4096];
        while (!IsWhole(text.ToString()))
        {
            var read = await stream.ReadAsync(buffer, _stop.Token);
            if (read == 0)
                throw new IOException("the client has hung up");
            text.Append(Encoding.Latin1.GetString(buffer, 0, read));
        }

        return text.ToString();
    }

    private static bool IsWhole(string text)
    {
        var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        if (end < 0)
            return false;
        var at = text.IndexOf("Content-Length: ", StringComparison.OrdinalIgnoreCase);
        return at < 0
            || at > end
            || text.Length >= end + 4 + int.Parse(
                text.AsSpan(at + 16, text.IndexOf("\r\n", at, StringComparison.Ordinal) - at - 16),
                System.Globalization.CultureInfo.InvariantCulture);
    }
}
