using System.CommandLine;
using System.Globalization;
using Wasmill.Client;
using Wasmill.Client.Api;
using Wasmill.CommandLine;
using Wasmill.Errors;
using Wasmill.Output;

namespace Wasmill.Commands.Events;

/// <summary><c>wasmill replay</c>: gives stored events to one trigger again.</summary>
internal sealed class ReplayCommand : WasmillCommand
{
    private readonly Option<string> _trigger = new("--trigger")
    {
        Description = "the trigger that gets the events; its filter holds",
        Required = true,
    };
    private readonly Option<string?> _from = new("--from")
    {
        Description = $"where to begin: {PointInTime.Forms}; the oldest event when it is not given",
    };
    private readonly Option<string?> _to = new("--to")
    {
        Description = "where to end, in the same forms; a position is included, a time is not. The newest event when it is not given",
    };
    private readonly Option<double?> _rate = new("--rate") { Description = "events in a second at most" };
    private readonly Option<bool> _dryRun = new("--dry-run") { Description = "only count the events" };
    private readonly Option<string?> _broker = new("--broker") { Description = "the broker; the current one when it is not given" };
    private readonly Option<string> _output = Shared.OutputOption();

    public ReplayCommand(CommandContext context) : base(context, "replay", "Give stored events to a trigger again")
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
            throw new UserErrorException("--rate is a number of events in a second, more than 0", ExitCodes.Usage);
        using var client = Context.Connect(parsed.GetValue(_broker));
        CountDto result;
        try
        {
            result = await client.ReplayAsync(
                new ReplayDto(
                    parsed.GetValue(_trigger)!, from?.Position, from?.Time, to?.Position, to?.Time, parsed.GetValue(_rate),
                    parsed.GetValue(_dryRun)),
                cancellationToken);
        }
        catch (ServerException error)
        {
            throw new UserErrorException(error.Message);
        }

        if (parsed.GetValue(_output) == "json")
            JsonOutput.Write(Terminal, result, ApiJson.Default.CountDto);
        else
            Terminal.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{result.Count} event{(result.Count == 1 ? "" : "s")} "
                + $"{(parsed.GetValue(_dryRun) ? "would be sent again" : "sent again")}"));
        return result.Error is { } reason
            ? throw new UserErrorException(string.Create(
                CultureInfo.InvariantCulture, $"the replay ended early: {reason}. Go on with --from {result.LastPosition + 1}"))
            : ExitCodes.Success;
    }
}
