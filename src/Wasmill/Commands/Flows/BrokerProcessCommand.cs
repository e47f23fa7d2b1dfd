using System.CommandLine;
using Wasmill.Client;
using Wasmill.Client.Home;
using Wasmill.Client.Processes;
using Wasmill.CommandLine;
using Wasmill.Errors;
using Wasmill.Flows.Files;
using Wasmill.Output;
using Wasmill.Server.Hosting;

namespace Wasmill.Commands.Flows;

/// <summary>The hidden command that a broker in the background runs.</summary>
internal sealed class BrokerProcessCommand : WasmillCommand
{
    private readonly Argument<string> _name = new("name");

    public BrokerProcessCommand(CommandContext context)
        : base(context, BrokerProcess.Command, "Serve a broker; started by create and start")
    {
        Hidden = true;
        Add(_name);
    }

    public override IReadOnlyList<string> Examples => [];

    protected override async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        try
        {
            await BackgroundBroker.ServeAsync(
                Context.RequireBroker(parsed.GetValue(_name)), Context.CacheFolder, Terminal.Out, cancellationToken);
            return ExitCodes.Success;
        }
        catch (Exception error) when (error is ServerException or FlowException)
        {
            throw new UserErrorException(error.Message);
        }
    }
}
