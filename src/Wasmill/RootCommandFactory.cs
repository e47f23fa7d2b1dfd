using System.CommandLine;
using Wasmill.CommandLine;
using Wasmill.CommandLine.Documentation;
using Wasmill.Commands.Events;
using Wasmill.Commands.Events.DeadLetters;
using Wasmill.Commands.Events.Filtering;
using Wasmill.Commands.Events.Logs;
using Wasmill.Commands.Flows;
using Wasmill.Commands.Flows.Creating;
using Wasmill.Commands.Flows.Deleting;
using Wasmill.Commands.Flows.Describing;
using Wasmill.Commands.Flows.Explaining;
using Wasmill.Commands.Functions;
using Wasmill.Commands.SeeItWork;
using Wasmill.Commands.Shell;
using Wasmill.Flows.Components;
using Wasmill.Output;

namespace Wasmill;

// Tested by: HelpTests
/// <summary>Composes the command line.</summary>
internal static class RootCommandFactory
{
    /// <summary>Creates the root command with all subcommands.</summary>
    public static RootCommand Create(CommandContext context, ComponentKinds kinds)
    {
        var root = new RootCommand("Wasmill: CloudEvents in, sandboxed WebAssembly functions, CloudEvents out.");
        var groups = Groups(context, kinds);
        foreach (var command in groups.SelectMany(group => group.Commands))
            root.Add(command);
        HelpLayout.Apply(root, groups);
        return root;
    }

    private static CommandGroup[] Groups(CommandContext context, ComponentKinds kinds) =>
    [
        new("Functions",
        [
            new NewCommand(context),
            new AddCommand(context),
            new BuildAppCommand(context),
            new BuildPythonCommand(context) { Hidden = true },
            new BuildCCommand(context) { Hidden = true },
            new UpCommand(context),
            new DevCommand(context),
            new InvokeCommand(context),
            new InspectCommand(context),
            new TemplatesCommand(context),
            new PluginsCommand(context) { Hidden = true },
            new PackageCodeCommand(context),
        ]),
        new("Event flows",
        [
            CreateCommand.Create(context, kinds),
            new DescribeCommand(context, kinds),
            DeleteCommand.Create(context, kinds),
            FlowCommand.Create(context, kinds),
            new BrokersCommand(context),
            AuthCommand.Create(context),
            new StartCommand(context),
            new StopCommand(context),
            new RunCommand(context),
            new BrokerProcessCommand(context),
        ]),
        new("Events",
        [
            new SendEventCommand(context),
            new WatchCommand(context),
            new TraceCommand(context),
            DeadLettersCommand.Create(context),
            new RetryCommand(context),
            new ReplayCommand(context),
            new DisplayCommand(context),
            new LogsCommand(context, kinds),
            LogCommand.Create(context),
            FilterCommand.Create(context),
        ]),
        new("See it work",
        [
            new DemoCommand(context),
        ]),
        new("This program",
        [
            new DoctorCommand(context),
            new VersionCommand(context),
            new HelpCommand(context),
            CompletionCommand.Create(context),
            new UninstallCommand(context),
            new CompleteCommand(context),
            new ManualCommand(context),
        ]),
    ];
}
