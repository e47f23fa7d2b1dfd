using System.Diagnostics;

namespace Wasmill.FunctionBench.Suites;

/// <summary>Sends requests over one connection, with short pauses, until a new version responds.</summary>
internal sealed class SwapClient(string url) : IDisposable
{
    private const int Swaps = 10;

    // The request rate leaves the processors to the build: a Python call takes less than a tenth of this.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(4);
    private static readonly TimeSpan LongestSwap = TimeSpan.FromSeconds(60);

    // Pollers began polling after the previous swap: saves must not synchronize with them.
    private readonly Random _random = new(1);
    private readonly HttpClient _client = new(new SocketsHttpHandler { MaxConnectionsPerServer = 1 });
    private int _version;
    private int _requests;
    private int _failed;

    /// <summary>Saves version after version; the first one warms the process up.</summary>
    /// <param name="app">The app that is served.</param>
    /// <param name="inPlace">Indicates how the app is saved.</param>
    /// <param name="heard">The output of the process, for the error message.</param>
    /// <exception cref="InvalidOperationException">A version never responded.</exception>
    public async Task<SwapRounds> MeasureAsync(SwapApp app, bool inPlace, IEnumerable<string> heard)
    {
        var times = new List<double>();
        (_requests, _failed) = (0, 0);
        for (var i = 0; i <= Swaps; i++)
        {
            var rest = Stopwatch.GetTimestamp();
            var pause = TimeSpan.FromMilliseconds(_random.Next(300, 600));
            while (Stopwatch.GetElapsedTime(rest) < pause)
            {
                await IsAnswerAsync();
                await Task.Delay(Pause);
            }

            var started = Stopwatch.GetTimestamp();
            app.Save(++_version, inPlace);
            while (!await IsAnswerAsync())
            {
                if (Stopwatch.GetElapsedTime(started) > LongestSwap)
                    throw new InvalidOperationException(
                        $"version {_version} did not answer within {LongestSwap.TotalSeconds} s:\n{string.Join('\n', heard)}");
                await Task.Delay(Pause);
            }

            if (i > 0)
                times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        return new SwapRounds(times, _requests, _failed);
    }

    /// <inheritdoc />
    public void Dispose() => _client.Dispose();

    // Indicates whether the last saved version responds.
    private async Task<bool> IsAnswerAsync()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new ByteArrayContent(SampleRequest.Body) };
        foreach (var header in SampleRequest.Request.Headers.Where(header => header.Name.StartsWith("ce-", StringComparison.Ordinal)))
            request.Headers.Add(header.Name, header.Value);
        request.Content.Headers.Add("content-type", "application/json");
        using var response = await _client.SendAsync(request);
        _requests++;
        if (!response.IsSuccessStatusCode)
            _failed++;
        return (await response.Content.ReadAsStringAsync()).Contains(SwapApp.Answer(_version), StringComparison.Ordinal);
    }
}
