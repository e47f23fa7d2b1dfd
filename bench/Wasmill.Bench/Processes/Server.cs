using System.Diagnostics;
using System.Net.Sockets;
using Wasmill.Bench.Machine;

namespace Wasmill.Bench.Processes;

/// <summary>A process that listens on a port; disposal ends it.</summary>
internal sealed class Server : IAsyncDisposable
{
    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(30);

    private readonly Process _process;

    private Server(Process process, int port)
    {
        _process = process;
        Port = port;
    }

    /// <summary>The loopback port that it listens on.</summary>
    public int Port { get; }

    /// <summary>The URL of the server.</summary>
    public string Url => $"http://127.0.0.1:{Port}/";

    /// <summary>The process id.</summary>
    public int Id => _process.Id;

    /// <summary>Processor time so far, in microseconds.</summary>
    public double Processor => ProcessUsage.Processor(_process.Id);

    /// <summary>Resident memory in MiB.</summary>
    public double Resident => ProcessUsage.Resident(_process.Id);

    /// <summary>Resident memory that no file backs, in MiB.</summary>
    public double Anonymous => ProcessUsage.Anonymous(_process.Id);

    /// <summary>
    /// Starts a process and waits until it listens and, if it has a readiness page, until that page answers 200: a broker listens before it
    /// has read its log, and answers 503 until then.
    /// </summary>
    /// <param name="start">The process.</param>
    /// <param name="port">The loopback port that it will listen on.</param>
    /// <param name="readyPage">The readiness page; null when the process is ready as soon as it listens.</param>
    /// <param name="heard">Receives the lines of its standard error; if null, unexpected lines are shown.</param>
    /// <param name="longest">The time that the start may take; null for 30 s.</param>
    /// <exception cref="InvalidOperationException">The process ended, or does not listen.</exception>
    public static async Task<Server> StartAsync(
        ProcessStartInfo start, int port, string? readyPage = null, Action<string>? heard = null, TimeSpan? longest = null)
    {
        var (server, _) = await StartAsync(
            start, port,
            async server => await AnswersAsync(port) && (readyPage is null || await IsReadyAsync(server.Url + readyPage)),
            TimeSpan.FromMilliseconds(50), heard, longest);
        return server;
    }

    /// <summary>Starts a process and waits until it does its work.</summary>
    /// <param name="start">The process.</param>
    /// <param name="port">The loopback port that it will listen on.</param>
    /// <param name="works">Indicates whether it does; asked each millisecond.</param>
    /// <returns>The server, and the time from before the process was made.</returns>
    /// <exception cref="InvalidOperationException">The process ended, or does not work after 30 s.</exception>
    public static Task<(Server Server, TimeSpan Time)> StartUntilAsync(ProcessStartInfo start, int port, Func<Task<bool>> works)
        => StartAsync(start, port, _ => works(), TimeSpan.FromMilliseconds(1), null, null);

    /// <summary>Asks the process to end, as a service manager does, and waits until it has.</summary>
    public async Task TerminateAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", $"{_process.Id}"]);
        await kill.WaitForExitAsync();
        await _process.WaitForExitAsync();
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static async Task<(Server Server, TimeSpan Time)> StartAsync(
        ProcessStartInfo start, int port, Func<Server, Task<bool>> isReady, TimeSpan pause, Action<string>? heard, TimeSpan? longest)
    {
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        var began = Stopwatch.GetTimestamp();
        var process = Process.Start(start)!;
        var server = new Server(process, port);
        // The pipes must be read, or the process blocks when they are full.
        process.OutputDataReceived += (_, _) => { };
        heard ??= line => Show(start.FileName, line);
        process.ErrorDataReceived += (_, line) => heard(line.Data ?? "");
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        while (!await isReady(server))
        {
            if (process.HasExited || Stopwatch.GetElapsedTime(began) > (longest ?? LongestStart))
            {
                await server.DisposeAsync();
                throw new InvalidOperationException(
                    $"{start.FileName} {string.Join(' ', start.ArgumentList)} does not listen on port {port}");
            }

            await Task.Delay(pause);
        }

        return (server, Stopwatch.GetElapsedTime(began));
    }

    private static void Show(string name, string line)
    {
        // The output of a normal run: nats-server logs to standard error, and a broker prints its address.
        if (line.Length > 0 && !line.Contains("[INF]", StringComparison.Ordinal) && !line.Contains("serving at", StringComparison.Ordinal))
            Console.Error.WriteLine($"  {name}: {line}");
    }

    private static async Task<bool> IsReadyAsync(string page)
    {
        try
        {
            using var client = new HttpClient();
            using var answer = await client.GetAsync(new Uri(page));
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            // The process has ended.
            return false;
        }
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
