using System.CommandLine;
using Wasmill.Client;
using Wasmill.Client.Api;
using Wasmill.CommandLine;
using Wasmill.Commands.Events.Sending;
using Wasmill.Errors;
using Wasmill.Output;

namespace Wasmill.Commands.Events;

/// <summary><c>wasmill trace</c>: shows the outcome of an event and of its replies.</summary>
internal sealed class TraceCommand : WasmillCommand
{
    private readonly Argument<string> _id = new("id") { Description = "the event's id" };
    private readonly Option<string?> _source = new("--source") { Description = "the event's source, if several events have the same id" };
    private readonly Option<string?> _broker = SharedOptions.BrokerOption();
    private readonly Option<string> _output = SharedOptions.OutputOption();

    public TraceCommand(CommandContext context) : base(context, "trace", "Show what became of an event: triggers, attempts, replies")
    {
        Add(_id);
        Add(_source);
        Add(_broker);
        Add(_output);
    }

    public override IReadOnlyList<string> Examples => ["wasmill trace 8f14e45f", "wasmill trace 8f14e45f -o json"];

    protected override async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        await using var history = await Context.OpenHistoryAsync(parsed.GetValue(_broker));
        OutcomeDto[] traces;
        try
        {
            traces = await history.TraceAsync(parsed.GetValue(_id)!, parsed.GetValue(_source), cancellationToken);
        }
        catch (ServerException error)
        {
            throw new UserErrorException(error.Message);
        }

        if (traces.Length == 0)
            throw new UserErrorException(
                $"no event with the id \"{parsed.GetValue(_id)}\" is kept: \"wasmill watch --last 10\" shows the last ones");
        if (parsed.GetValue(_output) == "json")
        {
            JsonOutput.Write(Terminal, traces, ApiJson.Default.OutcomeDtoArray);
            return ExitCodes.Success;
        }

        foreach (var trace in traces)
            OutcomeText.Write(Terminal, trace, withAttempts: true);
        return ExitCodes.Success;
    }
}
