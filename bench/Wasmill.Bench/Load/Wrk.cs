using System.Diagnostics;
using System.Globalization;

namespace Wasmill.Bench.Load;

/// <summary>Drives an endpoint with wrk, one thread, as fast as it answers. Each event has an id of its own.</summary>
internal sealed class Wrk(string folder)
{
    // The request is put together from two ready halves: what the generator does not spend is left for what is measured.
    private const string Script = """
        local head, tail, n = "", "", 0
        init = function(args)
          local body = string.rep("x", tonumber(args[2]))
          head = "POST / HTTP/1.1\r\nHost: localhost\r\nce-specversion: 1.0\r\nce-type: io.wasm.event\r\nce-source: /bench\r\nce-id: " .. args[1] .. "-"
          tail = "\r\ncontent-type: text/plain\r\ncontent-length: " .. #body .. "\r\n\r\n" .. body
        end
        request = function()
          n = n + 1
          return head .. n .. tail
        end
        done = function(summary, latency)
          local e = summary.errors
          io.write(string.format("bench %d %d %d %d %d\n", summary.requests, summary.duration, latency:percentile(50), latency:percentile(99), e.connect + e.read + e.write + e.timeout + e.status))
        end
        """;

    private int _runs;

    /// <summary>One run.</summary>
    /// <param name="url">Where events are posted.</param>
    /// <param name="connections">How many requests are open at once.</param>
    /// <param name="duration">Whole seconds.</param>
    /// <param name="payload">Bytes of the payload.</param>
    public async Task<WrkResult> RunAsync(string url, int connections, TimeSpan duration, int payload = 256)
    {
        var file = Path.Combine(folder, "post.lua");
        if (_runs++ == 0)
            await File.WriteAllTextAsync(file, Script);
        var start = new ProcessStartInfo("wrk", [
            "-t1", $"-c{connections}", FormattableString.Invariant($"-d{duration.TotalSeconds:0}s"), "--timeout", "20s", "-s", file, url,
            "--", $"r{_runs}", $"{payload}",
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
}
