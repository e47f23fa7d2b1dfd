using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Wasmill.Acceptance;

/// <summary>A target that goes away in every way that targets do, again and again, while events keep coming.</summary>
public sealed class OutageTests : IAsyncLifetime
{
    private const int EventsPerOutage = 25;

    // One of each kind, twice.
    private const int DefaultOutages = 8;

    private readonly Tool _tool = Tool.Create();
    private readonly int _port = Ports.Free();
    private readonly int _illPort = Ports.Free();
    private readonly HttpClient _http = new();
    private FlakySink _ill = null!;
    private FlakySink _well = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static int Outages => Environment.GetEnvironmentVariable("WASMILL_OUTAGES") is { Length: > 0 } text
        ? int.Parse(text, CultureInfo.InvariantCulture)
        : DefaultOutages;

    public async ValueTask InitializeAsync()
    {
        _ill = await FlakySink.StartAsync(_illPort);
        _well = await FlakySink.StartAsync();
        await File.WriteAllTextAsync(Path.Combine(_tool.Work, "flow.yaml"), $$"""
            apiVersion: eventing.knative.dev/v1
            kind: Broker
            metadata:
              name: outages
            ---
            {{Trigger("ill", _ill.Address)}}
            ---
            {{Trigger("well", _well.Address)}}
            """);
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _tool.DisposeAsync();
        await _ill.DisposeAsync();
        await _well.DisposeAsync();
    }

    [Fact]
    public async Task Every_event_is_delivered_after_every_outage_and_a_neighbor_does_not_notice()
    {
        await using var broker = _tool.StartInBackground(_tool.Work, "run", "-f", "flow.yaml", "--listen", $"127.0.0.1:{_port}");
        await broker.WaitForAsync("runs at");
        Func<Func<Task>, Task>[] kinds =
            [WhileRefusedAsync, WhileHangingAsync, WhileFailingAsync, whileDown => WhileBrokerStandsStillAsync(broker, whileDown)];
        for (var outage = 0; outage < Outages; outage++)
        {
            var ids = Enumerable.Range(0, EventsPerOutage).Select(number => $"{outage}-{number}").ToArray();
            await kinds[outage % kinds.Length](async () =>
            {
                await Task.WhenAll(ids.Select(SendAsync));
                await Task.WhenAll(ids.Select(id => _well.WaitForAsync(id, 1)));
            });
            await _tool.WaitForRestAsync();
            Assert.All(ids, id => Assert.True(_ill.Received.ContainsKey(id) && _well.Received[id] == 1, id));
        }
    }

    private static string Trigger(string name, string address) => $$"""
        apiVersion: eventing.knative.dev/v1
        kind: Trigger
        metadata:
          name: {{name}}
        spec:
          broker: outages
          subscriber: {uri: "{{address}}"}
          delivery: {retry: 10000, backoffPolicy: linear, backoffDelay: PT0.05S, timeout: PT1S}
        """;

    // Stopped in the middle of its work and resumed, as a laptop that sleeps.
    private static async Task WhileBrokerStandsStillAsync(BackgroundCommand broker, Func<Task> whileDown)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "a process cannot be stopped and resumed");
        var work = whileDown();
        await SignalAsync("STOP", broker.ProcessId);
        await SignalAsync("CONT", broker.ProcessId);
        await work;
    }

    private async Task WhileRefusedAsync(Func<Task> whileDown)
    {
        await _ill.DisposeAsync();
        await whileDown();
        _ill = await FlakySink.StartAsync(_illPort);
    }

    private async Task WhileHangingAsync(Func<Task> whileDown)
    {
        var gate = new TaskCompletionSource();
        _ill.Gate = gate.Task;
        await whileDown();
        _ill.Gate = null;
        gate.SetResult();
    }

    private async Task WhileFailingAsync(Func<Task> whileDown)
    {
        _ill.Status = StatusCodes.Status503ServiceUnavailable;
        await whileDown();
        _ill.Status = StatusCodes.Status202Accepted;
    }

    private static async Task SignalAsync(string signal, int process)
    {
        using var kill = Process.Start("kill", [$"-{signal}", process.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync(Cancel);
        Assert.Equal(0, kill.ExitCode);
    }

    private async Task SendAsync(string id)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"http://127.0.0.1:{_port}/") { Content = new StringContent("{}") };
        request.Headers.Add("ce-specversion", "1.0");
        request.Headers.Add("ce-id", id);
        request.Headers.Add("ce-type", "t");
        request.Headers.Add("ce-source", "load");
        using var answer = await _http.SendAsync(request, Cancel);
        Assert.Equal(StatusCodes.Status202Accepted, (int)answer.StatusCode);
    }
}
