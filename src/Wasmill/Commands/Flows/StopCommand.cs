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

    public StopCommand(CommandContext context) : base(context, "stop", "Stop a broker after running deliveries finish")
        => Add(_broker);

    public override IReadOnlyList<string> Examples => ["wasmill stop", "wasmill stop wasm"];

    protected override async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var folder = Context.RequireBroker(parsed.GetValue(_broker));
        Terminal.Out.WriteLine(await BrokerProcess.StopAsync(folder, Context.Time, cancellationToken)
            ? $"{folder.Name} is stopped"
            : $"{folder.Name} was stopped already");
        return ExitCodes.Success;
    }
}
