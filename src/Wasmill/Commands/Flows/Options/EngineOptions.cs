using System.CommandLine;
using Wasmill.Broker.Log.Settings;
using Wasmill.Client.Home;
using Wasmill.Errors;
using Wasmill.Flows.Files;

namespace Wasmill.Commands.Flows.Options;

// Tested by: CreateBrokerCommandTests, RunCommandTests
/// <summary>The options that choose a broker's engine, shared by <c>create broker</c> and <c>run</c>.</summary>
internal sealed class EngineOptions
{
    private readonly Option<string> _engine = new("--engine")
    {
        Description = "log: events survive the end of the process and the loss of power; memory: they do not",
        DefaultValueFactory = _ => EngineSettings.Log,
    };

    private readonly Option<string> _durability = new("--durability")
    {
        Description = "when an event counts as stored: sync (once it is on the disk) or interval:MILLISECONDS (once it is written; flushed after that time)",
        DefaultValueFactory = _ => "sync",
    };

    private readonly Option<string?> _dedupe = new("--dedupe") { Description = "take an event with the same source and id for the same event for so long, such as 2m; off when not given" };

    /// <summary>Adds them to a command.</summary>
    public EngineOptions(Command command)
    {
        _engine.AcceptOnlyFromAmong(EngineSettings.Log, EngineSettings.Memory);
        command.Add(_engine);
        command.Add(_durability);
        command.Add(_dedupe);
    }

    /// <summary>Reads them.</summary>
    /// <exception cref="UserErrorException">A value is wrong.</exception>
    public EngineSettings Read(ParseResult parsed)
    {
        var (kind, durability, dedupe) = (parsed.GetValue(_engine)!, parsed.GetValue(_durability)!, parsed.GetValue(_dedupe));
        if (!Durability.TryParse(durability, out _))
            throw new UserErrorException($"\"{durability}\" is no durability: sync, or interval:MILLISECONDS with 1 to 60000", ExitCodes.Usage);
        if (kind == EngineSettings.Memory && (durability != "sync" || dedupe is not null))
            throw new UserErrorException("--durability and --dedupe are settings of the log engine", ExitCodes.Usage);
        if (dedupe is null)
            return new EngineSettings(kind, durability);
        return ShortDuration.TryParse(dedupe, out var window) && window > TimeSpan.Zero && window <= TimeSpan.FromDays(1)
            ? new EngineSettings(kind, durability, window.TotalSeconds)
            : throw new UserErrorException($"\"{dedupe}\" is no time for --dedupe: such as 30s, 2m or 1h, at most 24h", ExitCodes.Usage);
    }
}
