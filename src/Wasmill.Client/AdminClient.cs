using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Wasmill.Client.Api;
using Wasmill.Client.Home;

namespace Wasmill.Client;

// Tested by: AdminTests
/// <summary>Client of the admin API of a running broker.</summary>
public sealed class AdminClient : IHistoryReader, IDisposable
{
    private readonly HttpClient _http;

    private AdminClient(string url, string token)
    {
        Url = url;
        _http = new HttpClient(new SocketsHttpHandler { UseProxy = false })
        {
            BaseAddress = new Uri(LoopbackUrl.Of(url) + "/"),
            Timeout = Timeout.InfiniteTimeSpan,
        };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    /// <summary>The broker's address.</summary>
    public string Url { get; }

    /// <summary>Connects to a broker; returns null when it is not running.</summary>
    public static AdminClient? TryConnect(BrokerFolder folder)
        => folder.FindProcess() is { } process ? new AdminClient(process.Url, folder.ReadToken()) : null;

    /// <summary>Reads the status that <c>describe</c> shows.</summary>
    public async Task<StatusDto> GetStatusAsync(CancellationToken cancellationToken)
        => await GetAsync("api/status", ApiJson.Default.StatusDto, cancellationToken);

    /// <summary>Reads the current flow.</summary>
    public async Task<FlowDto> GetFlowAsync(CancellationToken cancellationToken)
        => await GetAsync("api/flow", ApiJson.Default.FlowDto, cancellationToken);

    /// <summary>Replaces the flow.</summary>
    /// <returns>False when the flow has changed since <paramref name="edit"/>'s revision.</returns>
    /// <exception cref="ServerException">The broker rejects the flow; the message has the reason.</exception>
    public async Task<bool> TryPutFlowAsync(FlowDto edit, CancellationToken cancellationToken)
    {
        using var response = await _http.PutAsJsonAsync("api/flow", edit, ApiJson.Default.FlowDto, cancellationToken);
        if (response.StatusCode == HttpStatusCode.Conflict)
            return false;
        await EnsureAsync(response, cancellationToken);
        return true;
    }

    /// <summary>Reads the outcome of an event; waits up to <paramref name="wait"/> until it is final.</summary>
    public async Task<OutcomeDto> GetOutcomeAsync(long position, TimeSpan wait, CancellationToken cancellationToken)
    {
        var path = string.Create(CultureInfo.InvariantCulture, $"api/events/{position}/outcome?wait={wait.TotalSeconds}");
        return await GetAsync(path, ApiJson.Default.OutcomeDto, cancellationToken);
    }

    /// <inheritdoc />
    public async IAsyncEnumerable<(string Line, WatchedEventDto Content)> WatchAsync(
        int last, bool follow, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var path = string.Create(CultureInfo.InvariantCulture, $"api/events?last={last}&follow={(follow ? "true" : "false")}");
        using var response = await _http.GetAsync(path, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        await EnsureAsync(response, cancellationToken);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(cancellationToken));
        while (await reader.ReadLineAsync(cancellationToken) is { } line)
        {
            if (line.Length > 0)
                yield return (line, JsonSerializer.Deserialize(line, ApiJson.Default.WatchedEventDto)!);
        }
    }

    /// <inheritdoc />
    public async Task<DeadLetterDto[]> GetDeadLettersAsync(DeadLetterSelectionDto selection, CancellationToken cancellationToken)
    {
        var query = new List<string>();
        if (selection.Trigger is { } trigger)
            query.Add($"trigger={Uri.EscapeDataString(trigger)}");
        if (selection.Reason is { } reason)
            query.Add($"reason={Uri.EscapeDataString(reason)}");
        if (selection.OlderThanSeconds is { } age)
            query.Add(string.Create(CultureInfo.InvariantCulture, $"olderThan={age}"));
        using var response = await _http.GetAsync($"api/deadletters?{string.Join('&', query)}", cancellationToken);
        return await ReadAsync(response, ApiJson.Default.DeadLetterDtoArray, cancellationToken);
    }

    /// <inheritdoc />
    public async Task<DeadLetterDto> GetDeadLetterAsync(long number, CancellationToken cancellationToken)
    {
        using var response = await _http.GetAsync(
            string.Create(CultureInfo.InvariantCulture, $"api/deadletters/{number}"), cancellationToken);
        return await ReadAsync(response, ApiJson.Default.DeadLetterDto, cancellationToken);
    }

    /// <summary>Redelivers dead letters to their triggers, or deletes them.</summary>
    /// <exception cref="ServerException">The broker rejects the request; the message has the reason.</exception>
    public async Task<CountDto> ChangeDeadLettersAsync(string action, DeadLetterSelectionDto selection, CancellationToken cancellationToken)
    {
        using var response = await _http.PostAsJsonAsync(
            $"api/deadletters/{action}", selection, ApiJson.Default.DeadLetterSelectionDto, cancellationToken);
        return await ReadAsync(response, ApiJson.Default.CountDto, cancellationToken);
    }

    /// <summary>Tries the events that wait for a retry now.</summary>
    /// <param name="trigger">Their trigger; null for all triggers.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <exception cref="ServerException">The trigger does not exist.</exception>
    public async Task<CountDto> RetryAsync(string? trigger, CancellationToken cancellationToken)
    {
        using var response = await _http.PostAsync(
            trigger is null ? "api/retry" : $"api/retry?trigger={Uri.EscapeDataString(trigger)}", null, cancellationToken);
        return await ReadAsync(response, ApiJson.Default.CountDto, cancellationToken);
    }

    /// <summary>Redelivers stored events to a trigger.</summary>
    /// <exception cref="ServerException">The broker rejects the request; the message has the reason.</exception>
    public async Task<CountDto> ReplayAsync(ReplayDto replay, CancellationToken cancellationToken)
    {
        using var response = await _http.PostAsJsonAsync("api/replay", replay, ApiJson.Default.ReplayDto, cancellationToken);
        return await ReadAsync(response, ApiJson.Default.CountDto, cancellationToken);
    }

    /// <inheritdoc />
    public async Task<OutcomeDto[]> TraceAsync(string id, string? source, CancellationToken cancellationToken)
    {
        using var response = await _http.GetAsync(
            $"api/trace/{Uri.EscapeDataString(id)}{(source is null ? "" : $"?source={Uri.EscapeDataString(source)}")}", cancellationToken);
        return await ReadAsync(response, ApiJson.Default.OutcomeDtoArray, cancellationToken);
    }

    /// <summary>Requests a stop of the broker; returns when the broker has received the request.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        using var response = await _http.PostAsync("api/stop", null, cancellationToken);
        await EnsureAsync(response, cancellationToken);
    }

    private static async Task<T> ReadAsync<T>(HttpResponseMessage response, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        await EnsureAsync(response, cancellationToken);
        return (await response.Content.ReadFromJsonAsync(type, cancellationToken))!;
    }

    private async Task<T> GetAsync<T>(string path, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        using var response = await _http.GetAsync(path, cancellationToken);
        return await ReadAsync(response, type, cancellationToken);
    }

    private static async Task EnsureAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (response.IsSuccessStatusCode)
            return;
        var reason = (await response.Content.ReadAsStringAsync(cancellationToken)).TrimEnd();
        var request = response.RequestMessage!;
        throw new ServerException(reason.Length > 0
            ? reason
            : string.Create(CultureInfo.InvariantCulture, $"the broker answered {request.Method} {request.RequestUri!.AbsolutePath} with "
                + $"{(int)response.StatusCode} without a reason; see \"wasmill logs\""));
    }

    /// <inheritdoc />
    public void Dispose() => _http.Dispose();

    /// <inheritdoc />
    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }
}
