using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Wasmill.Events.Http;

namespace Wasmill.Functions.Capabilities.OutboundHttp;

// Tested by: OutboundHttpFunctionsTests, OutboundTlsTests
/// <summary>
/// Sends the requests of all functions of a host. It follows no redirects (they would bypass the allowed hosts), keeps no cookies (they
/// would leak from one function to another), and uses no proxy, whatever the environment says (a proxy would resolve hosts that the guest
/// may not reach).
/// </summary>
internal sealed class OutboundClient : IDisposable
{
    // A connection that takes longer is useless: the default deadline of a call is 10 s.
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(15);

    // Long enough to keep connections warm, short enough to follow a changed DNS entry.
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(2);

    private const int ReadSize = 64 << 10;

    private readonly HttpMessageInvoker _invoker = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
        // Do not add the host's trace headers to a guest's request.
        ActivityHeadersPropagator = null,
        ConnectTimeout = ConnectTimeout,
        EnableMultipleHttp2Connections = true,
        // Close the connection instead of draining an endless body.
        MaxResponseDrainSize = 0,
        PooledConnectionLifetime = Lifetime,
        RequestHeaderEncodingSelector = (_, _) => Encoding.UTF8,
        // A certificate may contain a URL for its issuer's certificate: a server could make the host contact servers that the guest may not
        // reach.
        SslOptions = new SslClientAuthenticationOptions
        {
            CertificateChainPolicy = new X509ChainPolicy
            {
                RevocationMode = X509RevocationMode.NoCheck,
                DisableCertificateDownloads = true,
            },
        },
        UseCookies = false,
        UseProxy = false,
    });

    /// <summary>Sends a request and reads the whole response.</summary>
    /// <param name="url">An allowed URL.</param>
    /// <param name="request">Method, headers and body.</param>
    /// <param name="bodyLimit">The largest accepted body in bytes.</param>
    /// <param name="timeouts">The time to wait for the response and its parts.</param>
    /// <param name="time">The clock of these.</param>
    /// <param name="cancellationToken">Cancels the request at the end of the call.</param>
    /// <exception cref="OperationCanceledException">The call is over.</exception>
    public async Task<OutboundResult> SendAsync(
        Uri url, FunctionRequest request, int bodyLimit, OutboundTimeouts timeouts, TimeProvider time, CancellationToken cancellationToken)
    {
        using var patience = new OutboundPatience(timeouts, time, cancellationToken);
        try
        {
            using var message = MakeMessage(url, request);
            using var response = await _invoker.SendAsync(message, patience.Token);
            if (response.Content.Headers.ContentLength > bodyLimit
                || await ReadBodyAsync(response.Content, bodyLimit, patience) is not { } body)
                return TooLarge(bodyLimit);
            return OutboundResult.Answer(new FunctionResponse((int)response.StatusCode, ReadHeaders(response), body));
        }
        catch (Exception error) when (error is HttpRequestException or IOException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return OutboundResult.Failure(OutboundError.RequestError, OutboundReason.Describe(error)) with
            {
                Network = (error as HttpRequestException)?.HttpRequestError ?? HttpRequestError.ResponseEnded,
            };
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return OutboundResult.Failure(OutboundError.RequestError, "the server did not respond within the time that the request allows")
                with
            { HasTimedOut = true };
        }
    }

    /// <summary>Creates the failure of a response that exceeds the limit.</summary>
    public static OutboundResult TooLarge(int bodyLimit) => OutboundResult.Failure(
        OutboundError.RuntimeError,
        FormattableString.Invariant($"the response is larger than the limit for outbound bodies, {bodyLimit} bytes"));

    /// <inheritdoc />
    public void Dispose() => _invoker.Dispose();

    private static HttpRequestMessage MakeMessage(Uri url, FunctionRequest request)
    {
        var message = new HttpRequestMessage(new HttpMethod(request.Method), url)
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
        };
        var content = new ReadOnlyMemoryContent(request.Body);
        foreach (var header in request.Headers)
        {
            if (message.Headers.TryAddWithoutValidation(header.Name, header.Value))
                continue;
            content.Headers.TryAddWithoutValidation(header.Name, header.Value);
        }

        if (request.Body.Length > 0 || content.Headers.NonValidated.Count > 0)
            message.Content = content;
        return message;
    }

    private static async Task<byte[]?> ReadBodyAsync(HttpContent content, int limit, OutboundPatience patience)
    {
        patience.Received();
        await using var stream = await content.ReadAsStreamAsync(patience.Token);
        using var body = new MemoryStream();
        var buffer = new byte[ReadSize];
        while (await stream.ReadAsync(buffer, patience.Token) is var read and > 0)
        {
            patience.Received();
            if (body.Length + read > limit)
                return null;
            body.Write(buffer, 0, read);
        }

        return body.ToArray();
    }

    private static List<HeaderField> ReadHeaders(HttpResponseMessage response)
    {
        var headers = new List<HeaderField>();
        foreach (var (name, values) in response.Headers.NonValidated.Concat(response.Content.Headers.NonValidated))
        {
            foreach (var value in values)
                headers.Add(new HeaderField(name.ToLowerInvariant(), value));
        }

        return HopByHopHeaders.Remove(headers);
    }
}
