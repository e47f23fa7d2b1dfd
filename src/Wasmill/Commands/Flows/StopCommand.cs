using System.CommandLine;
using Wasmill.Client.Processes;
using Wasmill.CommandLine;
using Wasmill.Errors;
using Wasmill.Output;

namespace Wasmill.Commands.Flows;

/// <summary><c>wasmill stop</c>.</summary>
internal sealed class StopCommand : WasmillCommand
{
    private readonly Argument<string?> _broker = SharedOptions.BrokerArgument();

    private readonly OutputOption _output = SharedOptions.OutputOption();

    public StopCommand(CommandContext context) : base(context, "stop", "Stop a broker after running deliveries finish")
    {
        Add(_broker);
        Add(_output);
    }

    public override IReadOnlyList<string> Examples => ["wasmill stop", "wasmill stop wasm"];

    protected override async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var folder = Context.RequireBroker(parsed.GetValue(_broker));
        var wasRunning = await ShowProgressAsync(
            parsed, $"Stopping broker {folder.Name}; running deliveries finish first",
            BrokerProcess.StopAsync(folder, Context.Time, cancellationToken));
        if (OutputOption.IsJson(parsed))
            JsonOutput.Write(Terminal, new BrokerRow(folder.Name, folder.Name == Context.Home.Current, null), FlowsJson.Default.BrokerRow);
        else
            Terminal.Out.WriteLine(wasRunning ? $"{folder.Name} is stopped" : $"{folder.Name} was stopped already");
        return ExitCodes.Success;
    }
}
