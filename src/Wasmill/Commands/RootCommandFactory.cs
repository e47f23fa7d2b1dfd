using System.CommandLine;
using Wasmill.CommandLine;
using Wasmill.Output;

namespace Wasmill.Commands;

/// <summary>Puts the command line together.</summary>
internal static class RootCommandFactory
{
    private static readonly CommandGroup[] Groups =
    [
        new("Functions", ["new", "build", "up", "dev", "invoke", "inspect", "templates"]),
        new("Event flows", ["create", "describe", "delete", "brokers", "auth", "start", "stop", "run"]),
        new("Events", ["send-event", "watch", "trace", "deadletters", "replay", "display", "logs", "filter"]),
        new("See it work", ["demo", "version"]),
    ];

    /// <summary>The root command with everything below it.</summary>
    public static RootCommand Create(ITerminal terminal)
    {
        var root = new RootCommand("Wasmill: CloudEvents in, sandboxed WebAssembly functions, CloudEvents out.")
        {
            new NewCommand(terminal),
            new BuildAppCommand(terminal),
            new BuildPythonCommand(terminal) { Hidden = true },
            new BuildCCommand(terminal) { Hidden = true },
            new UpCommand(terminal),
            new DevCommand(terminal),
            new InvokeCommand(terminal),
            new InspectCommand(terminal),
            new TemplatesCommand(terminal),
            new PluginsCommand(terminal) { Hidden = true },
            CreateCommand.Create(terminal),
            new DescribeCommand(terminal),
            DeleteCommand.Create(terminal),
            new BrokersCommand(terminal),
            AuthCommand.Create(terminal),
            new StartCommand(terminal),
            new StopCommand(terminal),
            new RunCommand(terminal),
            new SendEventCommand(terminal),
            new WatchCommand(terminal),
            new TraceCommand(terminal),
            DeadLettersCommand.Create(terminal),
            new ReplayCommand(terminal),
            new DisplayCommand(terminal),
            new LogsCommand(terminal),
            LogCommand.Create(terminal),
            FilterCommand.Create(terminal),
            new DemoCommand(terminal),
            new VersionCommand(terminal),
            new BrokerProcessCommand(terminal),
        };
        HelpLayout.Apply(root, Groups);
        return root;
    }
}
