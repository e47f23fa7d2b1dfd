using System.Globalization;
using System.Net.Http.Headers;
using Wasmill.Client;
using Wasmill.Client.Api;
using Wasmill.Client.Home;
using Wasmill.Errors;
using Wasmill.Events;
using Wasmill.Events.Http;

namespace Wasmill.Commands.Events.Sending;

// Tested by: SendEventCommandTests
/// <summary>Sends events over HTTP, as any producer would.</summary>
internal static class EventSender
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);

    /// <summary>Sends one event in binary mode.</summary>
    /// <param name="one">The event.</param>
    /// <param name="url">The receiver's address.</param>
    /// <param name="token">A bearer token, or null.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    public static async Task<SentEvent> SendAsync(CloudEvent one, string url, string? token, CancellationToken cancellationToken)
    {
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { Timeout = Timeout };
        var message = HttpBinding.Encode(one, ContentMode.Binary);
        using var request = new HttpRequestMessage(HttpMethod.Post, LoopbackUrl.Of(url))
        {
            Content = new ReadOnlyMemoryContent(message.Body),
        };
        if (token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        foreach (var header in message.Headers)
        {
            if (!request.Headers.TryAddWithoutValidation(header.Name, header.Value))
                request.Content.Headers.TryAddWithoutValidation(header.Name, header.Value);
        }

        try
        {
            using var response = await client.SendAsync(request, cancellationToken);
            var status = (int)response.StatusCode;
            if (!response.IsSuccessStatusCode)
                return new SentEvent(status, null, $"{status} {(await response.Content.ReadAsStringAsync(cancellationToken)).Trim()}");
            long? position = response.Headers.TryGetValues("wasmill-position", out var values)
                ? long.Parse(values.First(), CultureInfo.InvariantCulture)
                : null;
            return new SentEvent(status, position, null);
        }
        catch (HttpRequestException error)
        {
            return new SentEvent(0, null, error.HttpRequestError == HttpRequestError.ConnectionError
                ? $"{new Uri(url).Authority} does not answer"
                : $"{new Uri(url).Authority} closed the connection before its answer");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new SentEvent(0, null, $"no answer within {Timeout.TotalSeconds} s");
        }
    }

    /// <summary>Waits up to a timeout for the outcome of an event.</summary>
    public static async Task<OutcomeDto> WaitAsync(BrokerFolder folder, long position, TimeSpan wait, CancellationToken cancellationToken)
    {
        using var client = AdminClient.TryConnect(folder) ?? throw new UserErrorException($"the broker \"{folder.Name}\" has stopped");
        return await client.GetOutcomeAsync(position, wait, cancellationToken);
    }
}
