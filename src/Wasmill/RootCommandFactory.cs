using System.CommandLine;
using Wasmill.CommandLine;
using Wasmill.Commands.Events;
using Wasmill.Commands.Events.Filtering;
using Wasmill.Commands.Flows;
using Wasmill.Commands.Flows.Creating;
using Wasmill.Commands.Flows.Explaining;
using Wasmill.Commands.Functions;
using Wasmill.Commands.SeeItWork;
using Wasmill.Flows.Components;
using Wasmill.Output;

namespace Wasmill;

/// <summary>Puts the command line together.</summary>
internal static class RootCommandFactory
{
    /// <summary>The root command with everything below it.</summary>
    public static RootCommand Create(ITerminal terminal, ComponentKinds kinds)
    {
        var root = new RootCommand("Wasmill: CloudEvents in, sandboxed WebAssembly functions, CloudEvents out.");
        var groups = Groups(terminal, kinds);
        foreach (var command in groups.SelectMany(group => group.Commands))
            root.Add(command);
        HelpLayout.Apply(root, groups);
        return root;
    }

    private static CommandGroup[] Groups(ITerminal terminal, ComponentKinds kinds) =>
    [
        new("Functions",
        [
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
        ]),
        new("Event flows",
        [
            CreateCommand.Create(terminal, kinds),
            new DescribeCommand(terminal, kinds),
            DeleteCommand.Create(terminal, kinds),
            FlowCommand.Create(terminal, kinds),
            new BrokersCommand(terminal),
            AuthCommand.Create(terminal),
            new StartCommand(terminal),
            new StopCommand(terminal),
            new RunCommand(terminal),
            new BrokerProcessCommand(terminal),
        ]),
        new("Events",
        [
            new SendEventCommand(terminal),
            new WatchCommand(terminal),
            new TraceCommand(terminal),
            DeadLettersCommand.Create(terminal),
            new ReplayCommand(terminal),
            new DisplayCommand(terminal),
            new LogsCommand(terminal),
            LogCommand.Create(terminal),
            FilterCommand.Create(terminal),
        ]),
        new("See it work",
        [
            new DemoCommand(terminal),
            new VersionCommand(terminal),
        ]),
    ];
}
