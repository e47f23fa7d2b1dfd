using System.CommandLine;
using System.Globalization;
using Wasmill.Client;
using Wasmill.Client.Api;
using Wasmill.CommandLine;
using Wasmill.Errors;
using Wasmill.Output;

namespace Wasmill.Commands.Events;

/// <summary><c>wasmill replay</c>: redelivers stored events to one trigger.</summary>
internal sealed class ReplayCommand : WasmillCommand
{
    private readonly Option<string> _trigger = new("--trigger")
    {
        Description = "trigger to redeliver to; its filter still applies",
        Required = true,
    };
    private readonly Option<string?> _from = new("--from")
    {
        HelpName = "POINT",
        Description = $"first event: {PointInTime.Forms}; default: the oldest event",
    };
    private readonly Option<string?> _to = new("--to")
    {
        HelpName = "POINT",
        Description = "last event, in the same forms; a position is inclusive, a time exclusive; default: the newest event",
    };
    private readonly Option<double?> _rate = new("--rate") { HelpName = "N", Description = "maximum events per second" };
    private readonly Option<bool> _dryRun = new("--dry-run") { Description = "count the events without redelivering them" };
    private readonly Option<string?> _broker = SharedOptions.BrokerOption();
    private readonly Option<string> _output = SharedOptions.OutputOption();

    public ReplayCommand(CommandContext context) : base(context, "replay", "Redeliver stored events to a trigger")
    {
        foreach (var option in (Option[])[_trigger, _from, _to, _rate, _dryRun, _broker, _output])
            Add(option);
    }

    public override IReadOnlyList<string> Examples =>
        [
            "wasmill replay --trigger orders --from 10m --dry-run",
            "wasmill replay --trigger orders --from 2026-11-24T15:00:00Z --rate 50",
            "wasmill replay --trigger orders --from 17 --to 17",
        ];

    protected override async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var now = Context.Time.GetUtcNow();
        var (from, to) = (PointInTime.Read(parsed.GetValue(_from), "--from", now), PointInTime.Read(parsed.GetValue(_to), "--to", now));
        if (parsed.GetValue(_rate) is <= 0)
            throw new UserErrorException("--rate must be greater than zero (events per second)", ExitCodes.Usage);
        using var client = Context.Connect(parsed.GetValue(_broker));
        CountDto result;
        try
        {
            result = await ShowProgressAsync(parsed, "Redelivering events", client.ReplayAsync(
                new ReplayDto
                {
                    Trigger = parsed.GetValue(_trigger)!,
                    From = from?.Position,
                    Since = from?.Time,
                    To = to?.Position,
                    Until = to?.Time,
                    Rate = parsed.GetValue(_rate),
                    DryRun = parsed.GetValue(_dryRun),
                },
                cancellationToken));
        }
        catch (ServerException error)
        {
            throw new UserErrorException(error.Message);
        }

        if (parsed.GetValue(_output) == "json")
            JsonOutput.Write(Terminal, result, ApiJson.Default.CountDto);
        else
            Terminal.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{result.Count} event{(result.Count == 1 ? "" : "s")} "
                + $"{(parsed.GetValue(_dryRun) ? "would be redelivered" : "redelivered")}"));
        return result.Error is { } reason
            ? throw new UserErrorException(string.Create(
                CultureInfo.InvariantCulture, $"the replay ended early: {reason}; to continue, use --from {result.LastPosition + 1}"))
            : ExitCodes.Success;
    }
}
