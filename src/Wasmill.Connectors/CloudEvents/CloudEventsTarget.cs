using System.Buffers;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using Wasmill.Broker.Records;
using Wasmill.Broker.Targets;
using Wasmill.Events.Http;

namespace Wasmill.Connectors.CloudEvents;

/// <summary>Sends events to an HTTP endpoint.</summary>
internal sealed class CloudEventsTarget : IEventTarget, IProbeable
{
    private const int LargestAnswer = 4 << 20;
    private const int ReadSize = 16 << 10;
    private static readonly TimeSpan ProbeTimeout = TimeSpan.FromMilliseconds(500);

    private readonly HttpTargetOptions _options;
    private readonly TimeProvider _time;
    private readonly HttpMessageInvoker _client;
    private readonly AuthenticationHeaderValue? _authorization;
    private readonly InFlight _calls = new();

    /// <summary>Creates the target.</summary>
    /// <param name="options">The endpoint and its connection options.</param>
    /// <param name="time">The clock, for a Retry-After that is a date.</param>
    public CloudEventsTarget(HttpTargetOptions options, TimeProvider time)
    {
        _options = options;
        _time = time;
        _authorization = options.Credentials is { } credentials
            ? new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(credentials)))
            : null;
        _client = ConnectionPool.Create(options);
    }

    /// <inheritdoc />
    public string Address => _options.Address.AbsoluteUri;

    /// <inheritdoc />
    public async ValueTask<DeliveryResult> DeliverAsync(DeliveryAttempt attempt, CancellationToken cancellationToken)
    {
        _calls.Enter();
        try
        {
            using var request = MakeRequest(attempt);
            using var response = await _client.SendAsync(request, cancellationToken);
            // The data after a protocol switch is not a body, and has no end.
            var (body, isWhole) = (int)response.StatusCode < 200 ? ([], true) : await ReadAsync(response.Content, cancellationToken);
            return Read(response, body, isWhole, attempt.WantsReply);
        }
        catch (Exception error) when (error is HttpRequestException or IOException)
        {
            return new DeliveryResult
            {
                Verdict = DeliveryVerdict.Retry,
                Reason = $"{NetworkReason.Describe(error)} ({_options.Address.Authority})",
            };
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // The handler reports its own connect timeout as a cancellation.
            return new DeliveryResult
            {
                Verdict = DeliveryVerdict.Retry,
                Reason = $"no connection within {ConnectionPool.ConnectTimeout.TotalSeconds} s ({_options.Address.Authority})",
            };
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
        // Behind a proxy, only the proxy can be probed without a delivery.
        var place = _options.Proxy ?? _options.Address;
        try
        {
            await client.ConnectAsync(place.DnsSafeHost, place.Port, limit.Token);
            return true;
        }
        catch (Exception error) when (error is SocketException or OperationCanceledException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return false;
        }
    }

    /// <summary>Waits for the attempts in progress, then closes the connections.</summary>
    public async ValueTask DisposeAsync()
    {
        await _calls.CompleteAsync();
        _client.Dispose();
        _options.Tls?.Dispose();
    }

    private HttpRequestMessage MakeRequest(DeliveryAttempt attempt)
    {
        var message = HttpBinding.Encode(attempt.Event.Event, attempt.Format ?? _options.Mode);
        var content = new ReadOnlyMemoryContent(message.Body);
        var request = new HttpRequestMessage(HttpMethod.Post, _options.Address)
        {
            Content = content,
            Version = _options.IsHttp2 ? HttpVersion.Version20 : HttpVersion.Version11,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        foreach (var header in message.Headers)
        {
            if (header.Name == "content-type")
                content.Headers.TryAddWithoutValidation(header.Name, header.Value);
            else
                request.Headers.TryAddWithoutValidation(header.Name, header.Value);
        }

        // Knative data plane specification: the sender declares that it accepts a reply.
        if (attempt.WantsReply)
            request.Headers.TryAddWithoutValidation("Prefer", "reply");
        AddPlace(request, attempt.Event);
        AddTrace(request, attempt);
        request.Headers.Authorization = _authorization;
        return request;
    }

    // Headers and not attributes, which are the producer's. A receiver of both events, such as the display, can link them.
    private void AddPlace(HttpRequestMessage request, StoredEvent stored)
    {
        if (_options.Broker is not { } broker)
            return;
        request.Headers.TryAddWithoutValidation("wasmill-event", Place(broker, stored.Position));
        if (stored.Cause is { } cause)
            request.Headers.TryAddWithoutValidation("wasmill-cause", Place(broker, cause.Position));
    }

    private static string Place(string broker, long position) => string.Create(CultureInfo.InvariantCulture, $"{broker}/{position}");

    // CloudEvents' distributed tracing extension: HTTP tools read the trace from W3C's headers, not from the event's attributes.
    private static void AddTrace(HttpRequestMessage request, DeliveryAttempt attempt)
    {
        var one = attempt.Event.Event;
        var (parent, state) = attempt.TraceParent is null
            ? (one.GetAttribute("traceparent"), one.GetAttribute("tracestate"))
            : (attempt.TraceParent, attempt.TraceState);
        if (parent is null || !IsPlain(parent))
            return;
        request.Headers.TryAddWithoutValidation("traceparent", parent);
        if (state is not null && IsPlain(state))
            request.Headers.TryAddWithoutValidation("tracestate", state);
    }

    private static bool IsPlain(string text) => text.Length > 0 && !text.AsSpan().ContainsAnyExceptInRange(' ', '~');

    private DeliveryResult Read(HttpResponseMessage response, byte[] body, bool isWhole, bool wantsReply)
    {
        var status = (int)response.StatusCode;
        var headers = Lines(response);
        if (isWhole
            || !wantsReply
            || !response.IsSuccessStatusCode
            || HttpBinding.DecodeReply(headers, default).Kind == MessageKind.NotAnEvent)
            return AnswerReader.Read(status, headers, body, _time.GetUtcNow(), wantsReply);
        return new DeliveryResult
        {
            Verdict = DeliveryVerdict.Refused,
            Status = status,
            Reason = $"the reply is larger than {LargestAnswer >> 20} MiB",
        };
    }

    private static async Task<(byte[] Body, bool IsWhole)> ReadAsync(HttpContent content, CancellationToken cancellationToken)
    {
        await using var stream = await content.ReadAsStreamAsync(cancellationToken);
        // Most answers are empty and end with the first read.
        var buffer = ArrayPool<byte>.Shared.Rent(ReadSize);
        try
        {
            var count = await stream.ReadAsync(buffer, cancellationToken);
            if (count == 0)
                return ([], true);
            using var body = new MemoryStream();
            for (; count > 0; count = await stream.ReadAsync(buffer, cancellationToken))
            {
                if (body.Length + count > LargestAnswer)
                    return (body.ToArray(), false);
                body.Write(buffer.AsSpan(0, count));
            }

            return (body.ToArray(), true);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
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
}
