using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using Wasmill.Apps.Manifests.Model;

namespace Wasmill.Apps.Fetching;

// Tested by: ModuleFetcherTests
/// <summary>One download: follows redirects to secure URLs only, and reads no more than the limit.</summary>
/// <param name="module">The module.</param>
/// <param name="options">The limits.</param>
internal sealed class ModuleDownload(RemoteModuleModel module, ModuleFetcherOptions options)
{
    // As many as browsers follow at least; a chain of content servers has three or four.
    private const int MostRedirects = 10;
    private const int ReadSize = 64 << 10;

    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(15);

    /// <summary>Downloads the bytes, which are not checked.</summary>
    /// <exception cref="FetchException">The bytes cannot be downloaded.</exception>
    public async Task<byte[]> RunAsync(CancellationToken cancellationToken)
    {
        using var silence = new CancellationTokenSource(options.Silence, options.Time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(silence.Token, cancellationToken);
        try
        {
            return await RunAsync(silence, both.Token);
        }
        catch (OperationCanceledException) when (silence.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw Failure(FetchFailure.Unreachable, FormattableString.Invariant(
                $"the server was silent for {options.Silence.TotalSeconds:0.#} s"));
        }
        catch (Exception error) when (error is HttpRequestException or IOException and not FetchException)
        {
            throw Failure(FetchFailure.Unreachable, Describe(error), error);
        }
    }

    /// <summary>Creates an exception.</summary>
    public FetchException Failure(FetchFailure failure, string reason, Exception? cause = null)
        => new(failure, $"{module.Name} cannot be fetched: {reason}", cause);

    private async Task<byte[]> RunAsync(CancellationTokenSource silence, CancellationToken cancellationToken)
    {
        var url = module.Url;
        for (var redirects = 0; redirects <= MostRedirects; redirects++)
        {
            using var client = Open(url);
            using var request = new HttpRequestMessage(HttpMethod.Get, url);
            using var response = await client.SendAsync(request, cancellationToken);
            if (response.StatusCode == HttpStatusCode.OK)
                return await ReadAsync(response.Content, silence, cancellationToken);
            url = Next(url, response);
        }

        throw Failure(FetchFailure.BadRedirect, $"the server redirects more than {MostRedirects} times");
    }

    private Uri Next(Uri url, HttpResponseMessage response)
    {
        var status = (int)response.StatusCode;
        if (status is not (301 or 302 or 303 or 307 or 308) || response.Headers.Location is not { } location)
            throw Failure(FetchFailure.BadStatus, $"{RemoteModuleModel.NameOf(url)} answered with the status {status}");
        var next = new Uri(url, location);
        return next.Scheme == Uri.UriSchemeHttps || next.Scheme == Uri.UriSchemeHttp && next.IsLoopback && url.IsLoopback
            ? next
            : throw Failure(FetchFailure.BadRedirect, $"it redirects to {RemoteModuleModel.NameOf(next)}, which is not https");
    }

    private async Task<byte[]> ReadAsync(HttpContent content, CancellationTokenSource silence, CancellationToken cancellationToken)
    {
        if (content.Headers.ContentLength > options.MaxBytes)
            throw TooLarge();
        await using var stream = await content.ReadAsStreamAsync(cancellationToken);
        using var bytes = new MemoryStream((int)(content.Headers.ContentLength ?? 0));
        var buffer = new byte[ReadSize];
        while (await stream.ReadAsync(buffer, cancellationToken) is var read and > 0)
        {
            silence.CancelAfter(options.Silence);
            if (bytes.Length + read > options.MaxBytes)
                throw TooLarge();
            bytes.Write(buffer, 0, read);
        }

        return bytes.ToArray();
    }

    private FetchException TooLarge()
        => Failure(FetchFailure.TooLarge, $"it is larger than the limit for modules, {options.MaxBytes} bytes");

    // The proxy of the environment is for the outside world.
    private static HttpMessageInvoker Open(Uri url) => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
        ActivityHeadersPropagator = null,
        ConnectTimeout = ConnectTimeout,
        UseCookies = false,
        UseProxy = !url.IsLoopback,
    });

    private static string Describe(Exception error)
    {
        for (var cause = error; cause is not null; cause = cause.InnerException)
        {
            switch (cause)
            {
                case AuthenticationException:
                    return $"the server is not trusted: {cause.Message}";
                case HttpIOException { HttpRequestError: HttpRequestError.ResponseEnded }:
                    return "the server broke off";
                case SocketException { SocketErrorCode: SocketError.ConnectionRefused }:
                    return "no server answers there";
                case SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.TryAgain or SocketError.NoData }:
                    return "the host name is unknown";
            }
        }

        return error.Message;
    }
}
