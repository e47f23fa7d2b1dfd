using System.Diagnostics;
using System.Net.Sockets;
using Wasmill.Bench.Machine;

namespace Wasmill.Bench.Processes;

/// <summary>A process that listens on a port, and ends with this object.</summary>
internal sealed class Server : IAsyncDisposable
{
    private static readonly TimeSpan StartTime = TimeSpan.FromSeconds(30);

    private readonly Process _process;

    private Server(Process process, int port)
    {
        _process = process;
        Port = port;
    }

    /// <summary>Where it listens on loopback.</summary>
    public int Port { get; }

    /// <summary>Its address for HTTP.</summary>
    public string Url => $"http://127.0.0.1:{Port}/";

    /// <summary>Processor time so far, in microseconds.</summary>
    public double Processor => ProcessUsage.Processor(_process.Id);

    /// <summary>Resident memory in MiB.</summary>
    public double Resident => ProcessUsage.Resident(_process.Id);

    /// <summary>
    /// Starts a process and waits until it listens, and is ready when it has a page that says so: a broker listens before it has read its
    /// log, and answers 503 until then.
    /// </summary>
    /// <param name="start">The process.</param>
    /// <param name="port">Where it is to listen on loopback.</param>
    /// <param name="readyPage">The page, or null when it is ready once it listens.</param>
    /// <param name="heard">Gets the lines of its standard error; what is news among them is shown when it is null.</param>
    /// <exception cref="InvalidOperationException">It ended instead, or does not listen.</exception>
    public static async Task<Server> StartAsync(ProcessStartInfo start, int port, string? readyPage = null, Action<string>? heard = null)
    {
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        var process = Process.Start(start)!;
        var server = new Server(process, port);
        // Somebody must read the pipes, or the process waits for them.
        process.OutputDataReceived += (_, _) => { };
        heard ??= line => Show(start.FileName, line);
        process.ErrorDataReceived += (_, line) => heard(line.Data ?? "");
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var began = Stopwatch.GetTimestamp();
        while (!await AnswersAsync(port) || (readyPage is not null && !await IsReadyAsync(server.Url + readyPage)))
        {
            if (process.HasExited || Stopwatch.GetElapsedTime(began) > StartTime)
            {
                await server.DisposeAsync();
                throw new InvalidOperationException(
                    $"{start.FileName} {string.Join(' ', start.ArgumentList)} does not listen on port {port}");
            }

            await Task.Delay(50);
        }

        return server;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static void Show(string name, string line)
    {
        // What is said when all is well: nats-server logs to standard error, and a broker tells where it serves.
        if (line.Length > 0 && !line.Contains("[INF]", StringComparison.Ordinal) && !line.Contains("serving at", StringComparison.Ordinal))
            Console.Error.WriteLine($"  {name}: {line}");
    }

    private static async Task<bool> IsReadyAsync(string page)
    {
        using var client = new HttpClient();
        using var answer = await client.GetAsync(new Uri(page));
        return answer.IsSuccessStatusCode;
    }

    private static async Task<bool> AnswersAsync(int port)
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync("127.0.0.1", port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
