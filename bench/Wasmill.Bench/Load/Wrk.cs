using System.Diagnostics;
using System.Globalization;
using Wasmill.Bench.Processes;

namespace Wasmill.Bench.Load;

/// <summary>Loads an endpoint with wrk, one thread, at the maximum rate. Each event has its own id.</summary>
internal sealed class Wrk(string folder)
{
    // The request is joined from two prepared halves: processor time saved in the generator is available to the measured server.
    private const string Script = """
        local head, tail, n = "", "", 0
        init = function(args)
          local body = args[3]
          head = "POST / HTTP/1.1\r\nHost: localhost\r\nce-specversion: 1.0\r\nce-type: io.wasm.event\r\n"
            .. "ce-source: /bench\r\nce-id: " .. args[1] .. "-"
          tail = "\r\ncontent-type: " .. args[2] .. "\r\ncontent-length: " .. #body .. "\r\n\r\n" .. body
        end
        request = function()
          n = n + 1
          return head .. n .. tail
        end
        done = function(summary, latency)
          local e = summary.errors
          io.write(string.format("bench %d %d %d %d %d\n", summary.requests, summary.duration, latency:percentile(50),
            latency:percentile(99), e.connect + e.read + e.write + e.timeout + e.status))
        end
        """;

    private int _runs;

    /// <summary>Runs wrk once.</summary>
    /// <param name="url">The URL that events are posted to.</param>
    /// <param name="connections">Number of concurrent connections.</param>
    /// <param name="duration">The duration, in whole seconds.</param>
    /// <param name="payload">The data of the events; 256 bytes of plain text if null.</param>
    public async Task<WrkResult> RunAsync(string url, int connections, TimeSpan duration, Payload? payload = null)
    {
        payload ??= Payload.Plain;
        var file = Path.Combine(folder, "post.lua");
        if (_runs++ == 0)
            await File.WriteAllTextAsync(file, Script);
        var start = new ProcessStartInfo("wrk", [
            "-t1", $"-c{connections}", FormattableString.Invariant($"-d{duration.TotalSeconds:0}s"), "--timeout", "20s", "-s", file, url,
            "--", $"r{_runs}", payload.ContentType, payload.Text,
        ])
        {
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        var line = output.Split('\n').FirstOrDefault(line => line.StartsWith("bench ", StringComparison.Ordinal))
            ?? throw new InvalidOperationException($"wrk: {output}");
        var numbers = line.Split(' ').Skip(1).Select(text => long.Parse(text, CultureInfo.InvariantCulture)).ToArray();
        const double Micro = 1e6;
        const double Milli = 1e3;
        return new WrkResult(numbers[0], numbers[0] / (numbers[1] / Micro), numbers[2] / Milli, numbers[3] / Milli, numbers[4]);
    }

    /// <summary>Measures a server while wrk loads it.</summary>
    /// <param name="server">The server; the processor time is that of its process.</param>
    /// <param name="connections">Number of concurrent connections.</param>
    /// <param name="duration">The duration, in whole seconds.</param>
    /// <param name="payload">The data of the events; 256 bytes of plain text if null.</param>
    public async Task<Sample> SampleAsync(Server server, int connections, TimeSpan duration, Payload? payload = null)
    {
        var before = server.Processor;
        var result = await RunAsync(server.Url, connections, duration, payload);
        return new Sample(result.PerSecond, result.P50, result.P99, (server.Processor - before) / result.Requests, result.Errors);
    }
}
