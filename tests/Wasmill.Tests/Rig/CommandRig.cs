using Wasmill.Broker.Engines.Memory;
using Wasmill.Client.Home;
using Wasmill.CommandLine;
using Wasmill.Connectors;
using Wasmill.Flows.Components;

namespace Wasmill.Tests.Rig;

/// <summary>
/// Runs command lines in this process, as the program runs them: with a home of their own, a clock that stands,
/// and brokers that are served in this process.
/// </summary>
internal sealed class CommandRig : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<RunningBroker> _brokers = [];

    /// <summary>Creates one with an empty home.</summary>
    public CommandRig() => Home = new WasmillHome(_folder.Path("home"));

    /// <summary>The home.</summary>
    public WasmillHome Home { get; }

    /// <summary>The clock of the commands; the brokers have the system's.</summary>
    public TestClock Clock { get; } = new();

    /// <summary>A folder for the test's files.</summary>
    public TemporaryFolder Files => _folder;

    /// <summary>The kinds of component, for the commands and the brokers.</summary>
    public ComponentKinds Kinds { get; init; } = BuiltInKinds.ForEditing;

    /// <summary>The width of the terminal; null if there is none.</summary>
    public int? Width { get; init; }

    /// <summary>The words by which commands start this program.</summary>
    public IReadOnlyList<string> Program { get; init; } = ["false"];

    /// <summary>Makes a broker and serves it.</summary>
    public async Task<RunningBroker> StartBrokerAsync(string name = "b", string engine = MemoryEngineProvider.EngineName)
    {
        await ServeAsync(RunningBroker.Create(Home, name, engine), CancellationToken.None);
        return _brokers[^1];
    }

    /// <summary>Makes a broker that is stopped.</summary>
    public BrokerFolder MakeBroker(string name = "b", string engine = MemoryEngineProvider.EngineName)
        => RunningBroker.Create(Home, name, engine);

    /// <summary>Runs a command line to its end.</summary>
    public Task<CommandOutcome> RunAsync(params string[] words) => RunWithInputAsync("", words);

    /// <summary>Runs a command line to its end with a text on standard input.</summary>
    public Task<CommandOutcome> RunWithInputAsync(string input, params string[] words)
        => RunAsync(new FakeTerminal(input: input) { Width = Width }, words);

    /// <summary>Runs a command line to its end on a terminal where a person types a text.</summary>
    public Task<CommandOutcome> TypeAsync(string input, params string[] words)
        => RunAsync(new FakeTerminal(input: input, isKeyboard: true) { Width = Width }, words);

    private async Task<CommandOutcome> RunAsync(FakeTerminal terminal, string[] words)
    {
        var code = await WasmillProgram.RunAsync(words, Context(terminal), TestContext.Current.CancellationToken);
        return new CommandOutcome(string.Join(' ', words), code, terminal.Text, terminal.ErrorText);
    }

    /// <summary>Starts a command line that runs until it is stopped.</summary>
    public RunningCommand Start(params string[] words) => StartWithInput("", words);

    /// <summary>Starts a command line that runs until it is stopped, with a text on standard input.</summary>
    public RunningCommand StartWithInput(string input, params string[] words)
    {
        var terminal = new FakeTerminal(input: input) { Width = Width };
        var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        return new RunningCommand(string.Join(' ', words), terminal, stop, WasmillProgram.RunAsync(words, Context(terminal), stop.Token));
    }

    /// <summary>What the commands run with.</summary>
    public CommandContext Context(FakeTerminal terminal) => new()
    {
        Terminal = terminal,
        Home = Home,
        CacheFolder = TestHost.CacheFolder,
        Time = Clock,
        StartBroker = ServeAsync,
        Program = Program,
        Kinds = Kinds,
    };

    /// <summary>Stops the brokers and removes the home.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var broker in _brokers)
            await broker.DisposeAsync();
        _folder.Dispose();
    }

    private async Task<string> ServeAsync(BrokerFolder folder, CancellationToken cancellationToken)
    {
        _brokers.Add(await RunningBroker.ServeAsync(
            folder, TestHost.CacheFolder, options => Kinds == BuiltInKinds.ForEditing ? options : options with { Kinds = _ => Kinds }));
        return _brokers[^1].Http.BaseAddress!.ToString().TrimEnd('/');
    }
}
