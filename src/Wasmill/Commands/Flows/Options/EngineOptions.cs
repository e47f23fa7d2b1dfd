using System.CommandLine;
using Wasmill.Broker.Engines.Providers;
using Wasmill.CommandLine;
using Wasmill.Errors;
using Wasmill.Flows.Files;
using Wasmill.Server.Hosting;

namespace Wasmill.Commands.Flows.Options;

// Tested by: CreateBrokerCommandTests, RunCommandTests
/// <summary>The options that choose a broker's engine, shared by <c>create broker</c> and <c>run</c>.</summary>
internal sealed class EngineOptions
{
    private readonly ChoiceOption _engine = new("--engine", [.. BuiltInEngines.All.Select(engine => engine.Name)])
    {
        Description = string.Join("; ", BuiltInEngines.All.Select(engine => $"{engine.Name}: {engine.Description}")),
        DefaultValueFactory = _ => BuiltInEngines.All[0].Name,
    };

    private readonly Option<string> _durability = new("--durability")
    {
        HelpName = "sync|interval:MS",
        Description = "when an event counts as stored: sync (once it is on the disk) or interval:MILLISECONDS "
            + "(once it is written; flushed after that time)",
        DefaultValueFactory = _ => EngineSettings.Sync,
    };

    private readonly Option<string?> _dedupe = new("--dedupe")
    {
        HelpName = "TIME",
        Description = "drop events whose source and id were seen within this window (e.g. 2m); default: off",
    };

    /// <summary>Adds the options to a command.</summary>
    public EngineOptions(Command command)
    {
        command.Add(_engine);
        command.Add(_durability);
        command.Add(_dedupe);
    }

    /// <summary>Reads the options.</summary>
    /// <exception cref="UserErrorException">A value is not valid.</exception>
    public EngineSettings Read(ParseResult parsed)
    {
        var (kind, durability, dedupe) = (parsed.GetValue(_engine)!, parsed.GetValue(_durability)!, parsed.GetValue(_dedupe));
        var settings = new EngineSettings(kind, durability, dedupe is null ? 0 : SecondsOf(dedupe));
        return BuiltInEngines.Find(kind)!.FindProblem(settings) is { } problem ? throw new UserErrorException(problem, ExitCodes.Usage)
            : settings;
    }

    private static double SecondsOf(string dedupe)
        => ShortDuration.TryParse(dedupe, out var window) && window > TimeSpan.Zero && window <= TimeSpan.FromDays(1)
            ? window.TotalSeconds
            : throw new UserErrorException($"\"{dedupe}\" is not a valid time for --dedupe; use one such as 30s, 2m or 1h, at most 24h",
                ExitCodes.Usage);
}
