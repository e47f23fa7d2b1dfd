using System.Diagnostics;
using System.Text.Json;

namespace Wasmill.Acceptance;

/// <summary>The wasmill binary under test, run in a home and a working folder of its own, as a user runs it.</summary>
public sealed class Tool : IAsyncDisposable
{
    private static readonly TimeSpan CommandTimeout = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan DeliveryTimeout = TimeSpan.FromMinutes(3);
    private readonly List<BackgroundCommand> _running = [];

    private Tool(string folder, string home)
    {
        Folder = folder;
        Home = home;
        Work = Path.Combine(folder, "work");
        Directory.CreateDirectory(Work);
    }

    /// <summary>The temporary folder of this test; everything lies in it.</summary>
    public string Folder { get; }

    /// <summary><c>WASMILL_HOME</c> of every command; does not exist before the first one makes it.</summary>
    public string Home { get; }

    /// <summary>The working folder of commands that name no other.</summary>
    public string Work { get; }

    /// <summary>Environment variables for every command, beside <c>WASMILL_HOME</c>.</summary>
    public Dictionary<string, string> Environment { get; } = [];

    /// <summary>
    /// A new empty home and working folder. The artifact cache is shared, so that CPython is compiled once for all tests.
    /// </summary>
    /// <param name="home">The home; null for one in the test's own folder.</param>
    public static Tool Create(string? home = null)
    {
        var folder = Directory.CreateTempSubdirectory("wasmill-acceptance-").FullName;
        var tool = new Tool(folder, home ?? Path.Combine(folder, "home"));
        tool.Environment["WASMILL_CACHE"] = SharedCache;
        return tool;
    }

    /// <summary>The artifact cache of all acceptance tests of this checkout.</summary>
    public static string SharedCache { get; } = Path.Combine(Repository.Root, "artifacts", "acceptance-cache");

    /// <summary>Runs a command to its end.</summary>
    public Task<Outcome> RunAsync(params string[] arguments) => RunInAsync(Work, arguments);

    /// <summary>Runs a command to its end in another working folder.</summary>
    public Task<Outcome> RunInAsync(string folder, params string[] arguments)
        => RunAsync(Start(folder, arguments), string.Join(' ', arguments));

    /// <summary>Runs a line of bash to its end.</summary>
    public Task<Outcome> ShellAsync(string line) => RunAsync(Start(new ProcessStartInfo("bash", ["-c", line]), Work), line);

    private static async Task<Outcome> RunAsync(Process started, string words)
    {
        using var process = started;
        process.StandardInput.Close();
        using var timeout = new CancellationTokenSource(CommandTimeout);
        var output = process.StandardOutput.ReadToEndAsync(timeout.Token);
        var error = process.StandardError.ReadToEndAsync(timeout.Token);
        try
        {
            await process.WaitForExitAsync(timeout.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"wasmill {words} did not end within {CommandTimeout.TotalSeconds} s");
        }

        return new Outcome(words, process.ExitCode, await output, await error);
    }

    /// <summary>Runs a command to its end and fails the test when it does not succeed.</summary>
    public async Task<Outcome> SucceedAsync(params string[] arguments) => (await RunAsync(arguments)).Succeeded();

    /// <summary>Waits until every trigger of the current broker has delivered everything.</summary>
    public async Task WaitForRestAsync()
    {
        var started = Stopwatch.GetTimestamp();
        while (true)
        {
            using var status = JsonDocument.Parse((await SucceedAsync("describe", "-o", "json")).Out);
            if (status.RootElement.GetProperty("triggers").EnumerateArray().All(trigger => trigger.GetProperty("lag").GetInt64() == 0))
                return;
            Assert.True(Stopwatch.GetElapsedTime(started) < DeliveryTimeout, $"not everything was delivered: {status.RootElement}");
            await Task.Delay(100);
        }
    }

    /// <summary>Starts a command that stays, such as <c>up</c> or <c>display</c>.</summary>
    public BackgroundCommand StartInBackground(string folder, params string[] arguments)
    {
        var command = new BackgroundCommand(string.Join(' ', arguments), Start(folder, arguments));
        _running.Add(command);
        return command;
    }

    /// <summary>Starts a shell script; its last command must be <c>exec</c>'d.</summary>
    public BackgroundCommand StartScript(string script)
    {
        var command = new BackgroundCommand("(script)", Start(new ProcessStartInfo("bash", ["-c", script]), Work));
        _running.Add(command);
        return command;
    }

    /// <summary>Starts a shell script in a mount namespace of its own; its last command must be <c>exec</c>'d.</summary>
    public BackgroundCommand StartShell(string script)
    {
        var start = new ProcessStartInfo("unshare", ["-m", "bash", "-c", script]);
        var command = new BackgroundCommand("(shell)", Start(start, Work));
        _running.Add(command);
        return command;
    }

    /// <summary>Starts a line of bash in a process group of its own, as an interactive shell does.</summary>
    public BackgroundCommand StartGroup(string line)
    {
        var command = new BackgroundCommand(line, Start(new ProcessStartInfo("setsid", ["bash", "-c", line]), Work));
        _running.Add(command);
        return command;
    }

    /// <summary>A command as a shell takes it.</summary>
    public static string CommandLine(params string[] arguments)
        => string.Join(' ', [.. Repository.Command, .. arguments.Select(argument => $"'{argument}'")]);

    /// <summary>Stops what was started, stops every broker of the home, and removes the folder.</summary>
    public async ValueTask DisposeAsync()
    {
        // Whatever goes wrong with one of them, no broker may outlive its test.
        try
        {
            foreach (var command in _running)
                await command.DisposeAsync();
        }
        finally
        {
            if (Directory.Exists(Home))
            {
                HomesStayPrivate.Look(Home);
                foreach (var name in BrokerNames.From(await RunAsync("brokers", "-o", "json")))
                    await RunAsync("delete", "broker", name);
            }

            Directory.Delete(Folder, recursive: true);
        }
    }

    private Process Start(string folder, IEnumerable<string> arguments)
    {
        return Start(Repository.Start(arguments), folder);
    }

    private Process Start(ProcessStartInfo start, string folder)
    {
        start.WorkingDirectory = folder;
        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        start.Environment["WASMILL_HOME"] = Home;
        foreach (var (name, value) in Environment)
            start.Environment[name] = value;
        return Process.Start(start) ?? throw new InvalidOperationException("the tool did not start");
    }
}
