using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Wasmill.Acceptance.Faults;

/// <summary>The real broker process with the fault library below it.</summary>
internal sealed class FaultBroker(Tool tool, string library, FaultControl control, int port) : IAsyncDisposable
{
    private const string Name = "faults";
    private const int Terminate = 15;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly HttpClient _http = new() { BaseAddress = new Uri($"http://127.0.0.1:{port}/"), Timeout = TimeSpan.FromSeconds(30) };
    private Process? _process;
    private Task<string> _said = Task.FromResult("");

    public string Folder => Path.Combine(tool.Home, Name);

    /// <summary>
    /// Makes the broker, with a log so small that every round begins segments, writes checkpoints,
    /// gives back space and rotates the process's log.
    /// </summary>
    public async Task CreateAsync(string sink)
    {
        await tool.SucceedAsync("create", "broker", Name, "--port", port.ToString(CultureInfo.InvariantCulture));
        await tool.SucceedAsync("stop");
        var path = Path.Combine(Folder, "broker.json");
        var settings = JsonNode.Parse(await File.ReadAllTextAsync(path))!;
        settings["logFileBytes"] = 400;
        settings["engine"]!["segmentBytes"] = 30_000;
        settings["engine"]!["checkpointBytes"] = 20_000;
        settings["engine"]!["retainBytes"] = 60_000;
        await File.WriteAllTextAsync(path, settings.ToJsonString());
        await File.WriteAllTextAsync(Path.Combine(Folder, "flow.yaml"), FaultFlow.Text(sink, edit: 0));
    }

    /// <summary>Starts the process.</summary>
    /// <returns>Null when it serves; otherwise the code and the text with which it ended.</returns>
    public async Task<(int Code, string Text)?> StartAsync()
    {
        var start = Repository.Start("broker-process", Name);
        start.WorkingDirectory = tool.Work;
        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        start.Environment["WASMILL_HOME"] = tool.Home;
        start.Environment["WASMILL_CACHE"] = Path.Combine(tool.Folder, "cache");
        start.Environment["LD_PRELOAD"] = library;
        start.Environment["FAULTS_CONTROL"] = control.Path;
        start.Environment["FAULTS_UNDER"] = Folder;
        _process = Process.Start(start)!;
        _said = _process.StandardError.ReadToEndAsync();
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.StartsWith("serves at", StringComparison.Ordinal))
                return null;
        }

        return await EndAsync();
    }

    /// <summary>Whether the process has ended.</summary>
    public bool HasEnded => _process?.HasExited ?? true;

    /// <summary>Waits for the end.</summary>
    public async Task<(int Code, string Text)> EndAsync()
    {
        await _process!.WaitForExitAsync().WaitAsync(Patience);
        var code = _process.ExitCode;
        _process.Dispose();
        _process = null;
        return (code, await _said);
    }

    /// <summary>Asks the process to stop and waits for the end.</summary>
    public async Task<(int Code, string Text)> StopAsync()
    {
        _ = Kill(_process!.Id, Terminate);
        return await EndAsync();
    }

    /// <summary>Waits until events are taken, or the process has ended.</summary>
    /// <returns>Whether it is ready.</returns>
    public async Task<bool> IsReadyAsync()
    {
        var started = Stopwatch.GetTimestamp();
        var last = "";
        while (!HasEnded)
        {
            try
            {
                using var answer = await _http.GetAsync("readyz");
                if (answer.StatusCode == HttpStatusCode.OK)
                    return true;
                last = await answer.Content.ReadAsStringAsync();
            }
            catch (HttpRequestException error)
            {
                last = error.Message;
            }

            Assert.True(Stopwatch.GetElapsedTime(started) < Patience, $"the broker is not ready: {last}");
            await Task.Delay(10);
        }

        return false;
    }

    /// <summary>Sends an event.</summary>
    /// <returns>The answer's status; 0 when there is none.</returns>
    public async Task<int> SendAsync(string id, string type, int bytes)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "") { Content = new ByteArrayContent(new byte[bytes]) };
        request.Headers.Add("ce-specversion", "1.0");
        request.Headers.Add("ce-id", id);
        request.Headers.Add("ce-type", type);
        request.Headers.Add("ce-source", "load");
        return (await AskAsync(request)).Status;
    }

    /// <summary>Edits a trigger.</summary>
    public async Task<(int Status, string Text)> EditAsync(string sink, int edit)
    {
        var (status, text) = await AskAsync(Authorized(HttpMethod.Get, "api/flow", null));
        if (status != 200)
            return (status, text);
        var revision = JsonDocument.Parse(text).RootElement.GetProperty("revision").GetString();
        return await AskAsync(
            Authorized(HttpMethod.Put, "api/flow", JsonContent.Create(new { revision, text = FaultFlow.Text(sink, edit) })));
    }

    /// <summary>The flow that runs.</summary>
    public async Task<string> FlowAsync()
        => JsonDocument.Parse((await AskAsync(Authorized(HttpMethod.Get, "api/flow", null))).Text).RootElement
            .GetProperty("text")
            .GetString()!;

    /// <summary>The ids of the dead letters, and their numbers.</summary>
    public async Task<Dictionary<string, long>> DeadAsync()
    {
        var letters = new Dictionary<string, long>();
        foreach (var letter in JsonDocument.Parse((await AskAsync(Authorized(HttpMethod.Get, "api/deadletters", null))).Text).RootElement
            .EnumerateArray())
            letters[letter.GetProperty("id").GetString()!] = letter.GetProperty("number").GetInt64();
        return letters;
    }

    /// <summary>Removes dead letters.</summary>
    public Task<(int Status, string Text)> PurgeAsync(IEnumerable<long> numbers)
        => AskAsync(Authorized(HttpMethod.Post, "api/deadletters/purge", JsonContent.Create(new { numbers })));

    public async ValueTask DisposeAsync()
    {
        control.Disarm();
        if (_process is { } process)
        {
            process.Kill();
            await process.WaitForExitAsync();
            process.Dispose();
        }

        _http.Dispose();
    }

    private HttpRequestMessage Authorized(HttpMethod method, string path, HttpContent? content)
    {
        var request = new HttpRequestMessage(method, path) { Content = content };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", File.ReadAllText(Path.Combine(Folder, "token")).Trim());
        return request;
    }

    private async Task<(int Status, string Text)> AskAsync(HttpRequestMessage request)
    {
        try
        {
            using var answer = await _http.SendAsync(request);
            return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync());
        }
        catch (HttpRequestException error)
        {
            return (0, error.Message);
        }
    }

    [System.Runtime.InteropServices.DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static extern int Kill(int process, int signal);
}
