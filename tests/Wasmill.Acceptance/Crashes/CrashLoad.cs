using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;

namespace Wasmill.Acceptance.Crashes;

/// <summary>Sends numbered events for as long as it lives, and notes each that was answered with 202.</summary>
internal sealed class CrashLoad : IAsyncDisposable
{
    private const int Workers = 24;
    private const int LargestPayload = 1_000_000;

    private readonly HttpClient _http = new(new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(2) })
    {
        Timeout = TimeSpan.FromSeconds(20),
    };
    private readonly CancellationTokenSource _stop = new();
    private readonly NoteFile _notes;
    private readonly string _url;
    private readonly Task _workers;
    private int _sent;
    private int _waiting;
    private int _unexpected;
    private long _longestWait;

    public CrashLoad(string url, string notes)
    {
        _url = url;
        _notes = new NoteFile(notes);
        _workers = Task.WhenAll(Enumerable.Range(0, Workers).Select(worker => Task.Run(() => WorkAsync(worker))));
    }

    /// <summary>Acknowledged events, with their types.</summary>
    public ConcurrentDictionary<string, string> Acknowledged { get; } = [];

    /// <summary>Requests that wait for their answer.</summary>
    public int InFlight => Volatile.Read(ref _waiting);

    /// <summary>Answers that were neither 202 nor 503.</summary>
    public int Unexpected => Volatile.Read(ref _unexpected);

    /// <summary>The longest time from a request to its answer or to the end of its connection, once the load has stopped.</summary>
    public TimeSpan LongestWait => TimeSpan.FromTicks(_longestWait);

    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _workers;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _http.Dispose();
        _stop.Dispose();
        await _notes.DisposeAsync();
    }

    private async Task WorkAsync(int worker)
    {
        var random = new Random(worker);
        var payloads = Enumerable.Range(0, 8).Select(_ => MakePayload(random, isLarge: worker % 2 == 0)).ToArray();
        while (!_stop.IsCancellationRequested)
        {
            var id = Interlocked.Increment(ref _sent).ToString(CultureInfo.InvariantCulture);
            var type = random.Next(4) == 0 ? "some" : "other";
            var (payload, digest) = payloads[random.Next(payloads.Length)];
            using var request = new HttpRequestMessage(HttpMethod.Post, _url) { Content = new ByteArrayContent(payload) };
            request.Headers.Add("ce-specversion", "1.0");
            request.Headers.Add("ce-id", id);
            request.Headers.Add("ce-type", type);
            request.Headers.Add("ce-source", "load");
            request.Headers.Add("ce-digest", digest);
            await SendAsync(request, id, type);
        }
    }

    // Half of the workers send large ones, so that a write takes long enough to be cut off.
    private static (byte[] Bytes, string Digest) MakePayload(Random random, bool isLarge)
    {
        var bytes = new byte[isLarge ? random.Next(LargestPayload / 2, LargestPayload) : random.Next(1000)];
        random.NextBytes(bytes);
        return (bytes, Convert.ToHexStringLower(SHA256.HashData(bytes)));
    }

    private async Task SendAsync(HttpRequestMessage request, string id, string type)
    {
        Interlocked.Increment(ref _waiting);
        var sent = Stopwatch.GetTimestamp();
        try
        {
            using var response = await _http.SendAsync(request);
            if ((int)response.StatusCode == 202)
            {
                await _notes.AddAsync(id);
                Acknowledged[id] = type;
            }
            else if ((int)response.StatusCode != 503)
            {
                Interlocked.Increment(ref _unexpected);
            }
        }
        catch (HttpRequestException)
        {
            // The broker is down; it may or may not have the event, and nothing was promised.
            // Not so fast again that the machine does nothing else.
            await Task.Delay(20);
        }
        finally
        {
            NoteWait(Stopwatch.GetElapsedTime(sent).Ticks);
            Interlocked.Decrement(ref _waiting);
        }
    }

    private void NoteWait(long ticks)
    {
        lock (_notes)
            _longestWait = Math.Max(_longestWait, ticks);
    }
}
