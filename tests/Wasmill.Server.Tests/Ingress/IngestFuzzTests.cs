using System.Text;
using Wasmill.Server.Tests.Http;

namespace Wasmill.Server.Tests.Ingress;

/// <summary>
/// Nothing that a client sends is the broker's fault, and nothing of it stays. Alone, because it counts the process's handles and memory.
/// </summary>
[Collection(nameof(Alone))]
public sealed class IngestFuzzTests
{
    private const int Rounds = 1_500;
    private const int MaxBytesKept = 16 << 20;
    private const int MaxHandlesKept = 20;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whatever_comes_is_the_clients_fault_or_none_and_leaves_nothing_behind()
    {
        await using var broker = await RunningBroker.StartAsync();
        // The pools and caches of the first requests are no leak.
        await SendAsync(broker, new IngestFuzz(new Random(1)), 200);
        var handles = CountHandles();
        var bytes = GC.GetTotalMemory(forceFullCollection: true);

        await SendAsync(broker, new IngestFuzz(new Random(20_261_124)), Rounds);

        using var good = new StringContent(
            """{"specversion":"1.0","id":"1","source":"/s","type":"t"}""", Encoding.UTF8, "application/cloudevents+json");
        using var taken = await broker.Http.PostAsync("", good, Cancel);
        Assert.Equal(202, (int)taken.StatusCode);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (CountHandles() > handles + MaxHandlesKept)
            await Task.Delay(10, limit.Token);
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - bytes, long.MinValue, MaxBytesKept);
    }

    private static async Task SendAsync(RunningBroker broker, IngestFuzz fuzz, int rounds)
    {
        var answers = new Dictionary<int, int>();
        for (var round = 0; round < rounds; round++)
        {
            var status = round % 3 == 0 ? await SendStreamAsync(broker, fuzz.Stream()) : await SendMessageAsync(broker, fuzz.Message());
            answers[status] = answers.GetValueOrDefault(status) + 1;
        }

        // Both sides of the ingest were seen.
        Assert.True(
            answers.GetValueOrDefault(202) > rounds / 20 && answers.GetValueOrDefault(400) > rounds / 10, string.Join(' ', answers));
    }

    private static async Task<int> SendMessageAsync(RunningBroker broker, (string Headers, byte[] Body) message)
    {
        // What asks for chunks or to wait belongs to the streams: here every message is whole.
        var headers = string.Concat(
            message.Headers.Split('\n').Where(line => !IsOfStreams(line) && line.Length > 0).Select(line => line + "\n"));
        var answer = await RawConnection.PostAsync(broker.Http, headers, message.Body, Cancel);
        Assert.True(answer.Status is >= 200 and < 500, $"{answer.Status} for {headers}{Convert.ToHexString(message.Body)}");
        return answer.Status;
    }

    private static async Task<int> SendStreamAsync(RunningBroker broker, byte[] bytes)
    {
        await using var connection = await RawConnection.OpenAsync(broker.Http, Cancel);
        await connection.SendAsync(bytes, Cancel);
        connection.EndSending();
        var answer = await connection.ReadAnswerAsync(Cancel);
        // Kestrel answers 505 to an HTTP version that does not exist; that is a client error too.
        Assert.True(answer.Status is 0 or 505 or (>= 200 and < 500), $"{answer.Status} for {Convert.ToHexString(bytes)}");
        return answer.Status;
    }

    // With "expect" the first answer may be 100, when the body comes a moment later than the headers.
    private static bool IsOfStreams(string line)
        => line.StartsWith("transfer-encoding", StringComparison.OrdinalIgnoreCase)
            || line.StartsWith("expect", StringComparison.OrdinalIgnoreCase);

    private static int CountHandles() => Directory.EnumerateFileSystemEntries("/proc/self/fd").Count();
}
