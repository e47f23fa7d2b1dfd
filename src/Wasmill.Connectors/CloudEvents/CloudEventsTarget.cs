using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using Wasmill.Broker.Targets;
using Wasmill.Events.Http;

namespace Wasmill.Connectors.CloudEvents;

/// <summary>Sends events to an HTTP endpoint.</summary>
internal sealed class CloudEventsTarget : IEventTarget, IProbeable
{
    private const int LargestAnswer = 4 << 20;
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan ProbeTimeout = TimeSpan.FromMilliseconds(500);

    private readonly HttpMessageInvoker _client;
    private readonly Uri _address;
    private readonly ContentMode _mode;
    private readonly AuthenticationHeaderValue? _authorization;
    private readonly InFlight _calls = new();

    /// <summary>Makes the target.</summary>
    /// <param name="address">Where events are sent.</param>
    /// <param name="mode">How they are written.</param>
    /// <param name="credentials"><c>user:password</c> for basic authentication, or null.</param>
    public CloudEventsTarget(Uri address, ContentMode mode, string? credentials)
    {
        _address = address;
        _mode = mode;
        _authorization = credentials is null ? null : new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(credentials)));
        _client = new HttpMessageInvoker(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            ConnectTimeout = ConnectTimeout,
            // Long enough to keep connections warm, short enough to follow a changed DNS entry.
            PooledConnectionLifetime = TimeSpan.FromMinutes(3),
            UseCookies = false,
            UseProxy = false,
        });
    }

    /// <inheritdoc />
    public async ValueTask<DeliveryResult> DeliverAsync(DeliveryAttempt attempt, CancellationToken cancellationToken)
    {
        _calls.Enter();
        try
        {
            using var request = MakeRequest(attempt);
            using var response = await _client.SendAsync(request, cancellationToken);
            var body = await ReadAsync(response.Content, cancellationToken);
            return body is null
                ? new DeliveryResult { Verdict = DeliveryVerdict.Refused, Status = (int)response.StatusCode, Reason = $"the answer is larger than {LargestAnswer >> 20} MiB" }
                : AnswerReader.Read((int)response.StatusCode, Lines(response), body, DateTimeOffset.UtcNow);
        }
        catch (Exception error) when (error is HttpRequestException or IOException)
        {
            return new DeliveryResult { Verdict = DeliveryVerdict.Retry, Reason = Describe(error) };
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // The handler's own connect timeout comes as a cancellation.
            return new DeliveryResult { Verdict = DeliveryVerdict.Retry, Reason = $"no connection within {ConnectTimeout.TotalSeconds} s ({_address.Authority})" };
        }
        finally
        {
            _calls.Leave();
        }
    }

    /// <inheritdoc />
    public async ValueTask<bool> ProbeAsync(CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(ProbeTimeout);
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(_address.DnsSafeHost, _address.Port, limit.Token);
            return true;
        }
        catch (Exception error) when (error is SocketException or OperationCanceledException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return false;
        }
    }

    /// <summary>Waits for the attempts that run, then closes the connections.</summary>
    public async ValueTask DisposeAsync()
    {
        await _calls.CompleteAsync();
        _client.Dispose();
    }

    private HttpRequestMessage MakeRequest(DeliveryAttempt attempt)
    {
        var message = HttpBinding.Encode(attempt.Event.Event, _mode);
        var content = new ReadOnlyMemoryContent(message.Body);
        var request = new HttpRequestMessage(HttpMethod.Post, _address) { Content = content };
        foreach (var header in message.Headers)
        {
            if (header.Name == "content-type")
                content.Headers.TryAddWithoutValidation(header.Name, header.Value);
            else
                request.Headers.TryAddWithoutValidation(header.Name, header.Value);
        }

        // Knative data plane specification: the sender says that it can take a reply.
        request.Headers.TryAddWithoutValidation("Prefer", "reply");
        request.Headers.Authorization = _authorization;
        return request;
    }

    private static async Task<byte[]?> ReadAsync(HttpContent content, CancellationToken cancellationToken)
    {
        await using var stream = await content.ReadAsStreamAsync(cancellationToken);
        using var body = new MemoryStream();
        var buffer = new byte[16 << 10];
        while (await stream.ReadAsync(buffer, cancellationToken) is > 0 and var count)
        {
            if (body.Length + count > LargestAnswer)
                return null;
            body.Write(buffer.AsSpan(0, count));
        }

        return body.ToArray();
    }

    private static List<HeaderField> Lines(HttpResponseMessage response)
    {
        var lines = new List<HeaderField>();
        foreach (var headers in (ReadOnlySpan<HttpHeaders>)[response.Headers, response.Content.Headers])
        {
            foreach (var (name, values) in headers.NonValidated)
            {
                foreach (var value in values)
                    lines.Add(new HeaderField(name, value));
            }
        }

        return lines;
    }

    private string Describe(Exception error) => $"{DescribeCause(error)} ({_address.Authority})";

    // What the network said lies one or two exceptions deep.
    private static string DescribeCause(Exception error)
    {
        for (var cause = error; cause is not null; cause = cause.InnerException)
        {
            switch (cause)
            {
                case HttpIOException { HttpRequestError: HttpRequestError.ResponseEnded }:
                    return "connection closed before the answer";
                case SocketException socket:
                    return socket.SocketErrorCode switch
                    {
                        SocketError.ConnectionRefused => "connection refused",
                        SocketError.HostNotFound or SocketError.TryAgain or SocketError.NoData => "the host name is not known",
                        SocketError.TimedOut => "no connection in time",
                        SocketError.ConnectionReset => "connection reset",
                        _ => socket.Message,
                    };
            }
        }

        return error.Message;
    }
}
