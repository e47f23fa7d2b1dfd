using Wasmill.Client;
using Wasmill.Client.Home;
using Wasmill.Connectors;
using Wasmill.Errors;
using Wasmill.Flows.Components;
using Wasmill.Flows.Files;
using Wasmill.Flows.Files.Writing;
using Wasmill.Flows.Naming;
using Wasmill.Output;
using Wasmill.Server.Hosting;
using Wasmill.Server.Supervision;

namespace Wasmill.CommandLine;

/// <summary>The process's services that commands use. The program creates them once; a test supplies its own.</summary>
internal sealed record CommandContext
{
    /// <summary>What a user without a broker is told.</summary>
    public const string NoBroker = "no broker exists yet; create one with \"wasmill create broker NAME\"";

    /// <summary>The standard streams.</summary>
    public required ITerminal Terminal { get; init; }

    /// <summary>The user's home, with all brokers.</summary>
    public required WasmillHome Home { get; init; }

    /// <summary>The folder for compiled functions.</summary>
    public required string CacheFolder { get; init; }

    /// <summary>The clock.</summary>
    public required TimeProvider Time { get; init; }

    /// <summary>Starts a broker in the background, waits until it serves, and returns its address.</summary>
    /// <exception cref="ServerException">The broker does not come up.</exception>
    public required Func<BrokerFolder, CancellationToken, Task<string>> StartBroker { get; init; }

    /// <summary>The kinds of component that a flow may have.</summary>
    /// <value>Default: the kinds that come with Wasmill.</value>
    public ComponentKinds Kinds { get; init; } = BuiltInKinds.ForEditing;

    /// <summary>The service manager that started the program.</summary>
    /// <value>Default: none.</value>
    public ServiceEnvironment Service { get; init; } = ServiceEnvironment.None;

    /// <summary>What the signal SIGHUP means to a broker in the foreground.</summary>
    /// <value>Default: the system's default.</value>
    public HangUpAction HangUp { get; init; }

    /// <summary>The first words of a command line that runs this program, for commands that start other commands.</summary>
    public required IReadOnlyList<string> Program { get; init; }

    /// <summary>A connection to a broker that runs.</summary>
    /// <param name="name">Its name, or null for the current one.</param>
    /// <exception cref="UserErrorException">The broker does not exist or is stopped.</exception>
    public AdminClient Connect(string? name)
    {
        var folder = RequireBroker(name);
        return AdminClient.TryConnect(folder)
            ?? throw Stopped(folder);
    }

    /// <summary>Opens the past events of a broker, running or stopped; says so if it is stopped.</summary>
    /// <param name="name">Its name, or null for the current one.</param>
    /// <exception cref="UserErrorException">The broker does not exist, or its events cannot be read.</exception>
    public async Task<IHistoryReader> OpenHistoryAsync(string? name)
    {
        var folder = RequireBroker(name);
        if (AdminClient.TryConnect(folder) is { } running)
            return running;
        try
        {
            var stopped = await StoppedBroker.OpenAsync(folder, Kinds, Time);
            await Terminal.Error.WriteLineAsync($"The broker \"{folder.Name}\" is stopped; its log is read");
            return stopped;
        }
        catch (Exception error) when (error is ServerException or FlowException or DiskFailedException)
        {
            throw new UserErrorException(error.Message);
        }
    }

    /// <summary>The error of a command that needs a running broker.</summary>
    public static UserErrorException Stopped(BrokerFolder folder)
        => new($"the broker \"{folder.Name}\" is stopped; start it with \"wasmill start {folder.Name}\"")
        {
            Code = ErrorCodes.BrokerStopped,
        };

    /// <summary>The folder of a broker that exists.</summary>
    /// <param name="name">Its name, or null for the current one.</param>
    /// <exception cref="UserErrorException">The broker does not exist.</exception>
    public BrokerFolder RequireBroker(string? name)
    {
        var wanted = name
            ?? Home.Current
            ?? throw new UserErrorException(NoBroker) { Code = ErrorCodes.NoBroker };
        if (ComponentNames.IsValid(wanted) && Home.Folder(wanted) is { Exists: true } folder)
            return folder;
        throw new UserErrorException(FlowEditor.Unknown("broker", wanted, Home.Brokers())) { Code = ErrorCodes.UnknownBroker };
    }
}
