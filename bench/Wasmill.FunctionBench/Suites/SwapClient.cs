using System.Diagnostics;

namespace Wasmill.FunctionBench.Suites;

/// <summary>Asks over one connection, hardly pausing, until a new version answers.</summary>
internal sealed class SwapClient(string url) : IDisposable
{
    private const int Swaps = 10;

    // Few enough requests to leave the processors to the build: a Python call takes less than a tenth of this.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(4);
    private static readonly TimeSpan LongestSwap = TimeSpan.FromSeconds(60);

    // Whatever looks at files periodically began to do so after the swap before: saves must not come in step with it.
    private readonly Random _random = new(1);
    private readonly HttpClient _client = new(new SocketsHttpHandler { MaxConnectionsPerServer = 1 });
    private int _version;
    private int _requests;
    private int _failed;

    /// <summary>Saves version after version, the first one to warm the process up.</summary>
    /// <param name="app">The app that is served.</param>
    /// <param name="inPlace">How it is saved.</param>
    /// <param name="heard">What the process has said, for when it does not come to an answer.</param>
    /// <exception cref="InvalidOperationException">A version never came.</exception>
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
                    throw new InvalidOperationException($"version {_version} did not answer within {LongestSwap.TotalSeconds} s:\n{string.Join('\n', heard)}");
                await Task.Delay(Pause);
            }

            if (i > 0)
                times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        return new SwapRounds(times, _requests, _failed);
    }

    /// <inheritdoc />
    public void Dispose() => _client.Dispose();

    // Whether the version that was saved last answers.
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
