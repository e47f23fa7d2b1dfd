using System.Diagnostics;
using Wasmill.CommandLine;
using Wasmill.Output;
using Wasmill.Storage;

namespace Wasmill.Commands.SeeItWork;

// Tested by: DemoCommandTests, DemoTests
/// <summary>
/// Environment of the demo: a temporary folder with its own home, and the processes that run in it.
/// Everything is removed afterwards, even after Ctrl-C.
/// </summary>
internal sealed class DemoStage : IAsyncDisposable
{
    private readonly ITerminal _terminal;
    private readonly IReadOnlyList<string> _program;
    private readonly string _folder;
    private readonly List<DemoProcess> _running = [];

    private DemoStage(CommandContext context, string folder)
    {
        _terminal = context.Terminal;
        _program = context.Program;
        _folder = folder;
        Work = Path.Combine(folder, "work");
        PrivateFiles.CreateFolder(Work);
    }

    /// <summary>The working folder of the first commands.</summary>
    public string Work { get; }

    /// <summary>Creates the folder.</summary>
    public static DemoStage Open(CommandContext context) => new(context, PrivateFiles.CreateTemporaryFolder("wasmill-demo-"));

    /// <summary>Shows a command, runs it to its end, and shows what it wrote.</summary>
    /// <exception cref="DemoFailedException">The command failed.</exception>
    public async Task<string> RunAsync(string folder, string[] words, CancellationToken cancellationToken)
    {
        Announce(words);
        await using var process = new DemoProcess(Start(folder, words), _terminal.Out);
        var code = await process.WaitAsync(cancellationToken);
        _terminal.Out.WriteLine();
        return code == 0
            ? process.Text
            : throw new DemoFailedException($"\"wasmill {string.Join(' ', words)}\" ended with exit code {code}");
    }

    /// <summary>Shows a command and starts it; it runs until the demo ends.</summary>
    public DemoProcess StartInBackground(string folder, string[] words)
    {
        Announce([.. words, "&"]);
        var process = new DemoProcess(Start(folder, words), _terminal.Out, label: words[0]);
        _running.Add(process);
        return process;
    }

    /// <summary>Ends every process, removes every broker of the home, and the folder.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var process in _running)
            await process.DisposeAsync();
        foreach (var broker in new Client.Home.WasmillHome(Path.Combine(_folder, "home")).Brokers())
        {
            await using var process = new DemoProcess(Start(_folder, ["delete", "broker", broker]), TextWriter.Null);
            await process.WaitAsync(CancellationToken.None);
        }

        Directory.Delete(_folder, recursive: true);
    }

    private void Announce(string[] words)
        => _terminal.Out.WriteLine(_terminal.Faint("$ ") + "wasmill "
            + string.Join(' ', words.Select(word => word.AsSpan().ContainsAny(" \"{") ? $"'{word}'" : word)));

    private Process Start(string folder, string[] words)
    {
        var start = new ProcessStartInfo(_program[0], [.. _program.Skip(1), .. words])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        start.Environment["WASMILL_HOME"] = Path.Combine(_folder, "home");
        return Process.Start(start) ?? throw new DemoFailedException("wasmill could not be started");
    }
}
