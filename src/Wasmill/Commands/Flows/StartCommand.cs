using System.CommandLine;
using Wasmill.Client;
using Wasmill.Client.Processes;
using Wasmill.CommandLine;
using Wasmill.Commands.Flows.Options;
using Wasmill.Errors;
using Wasmill.Output;

namespace Wasmill.Commands.Flows;

/// <summary><c>wasmill start</c>.</summary>
internal sealed class StartCommand : WasmillCommand
{
    private readonly Argument<string?> _broker = SharedOptions.BrokerArgument();
    private readonly Option<bool> _restart = new("--restart") { Description = "stop the broker first if it is running" };
    private readonly LogOptions _log;
    private readonly OutputOption _output = SharedOptions.OutputOption();

    public StartCommand(CommandContext context) : base(context, "start", "Start a broker in the background")
    {
        Add(_broker);
        Add(_restart);
        _log = new LogOptions(this);
        Add(_output);
    }

    public override IReadOnlyList<string> Examples
        => ["wasmill start", "wasmill start wasm --restart", "wasmill start --restart --log-format json"];

    protected override async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var folder = Context.RequireBroker(parsed.GetValue(_broker));
        if (folder.ReadSettings().Source is { } followed)
            throw new UserErrorException($"the broker \"{folder.Name}\" was run from {followed}: start it with \"wasmill run -f "
                + $"{string.Join(" -f ", followed.Paths)}\"");
        if (parsed.GetValue(_restart))
            await ShowProgressAsync(
                parsed, $"Stopping broker {folder.Name}; running deliveries finish first",
                BrokerProcess.StopAsync(folder, Context.Time, cancellationToken));
        else if (folder.FindProcess() is { } running)
        {
            if (_log.IsGiven(parsed))
                throw new UserErrorException($"the broker \"{folder.Name}\" is already running; add --restart to change its log format");
            Report(parsed, folder.Name, running.Url, "runs already");
            return ExitCodes.Success;
        }

        if (_log.IsGiven(parsed))
            folder.Update(_log.Apply(parsed, folder, folder.ReadSettings()));
        try
        {
            var url = await ShowProgressAsync(
                parsed, $"Starting broker {folder.Name}", Context.StartBroker(folder, cancellationToken));
            Report(parsed, folder.Name, url, "runs");
            return ExitCodes.Success;
        }
        catch (ServerException error)
        {
            throw new UserErrorException(error.Message);
        }
    }

    private void Report(ParseResult parsed, string name, string url, string state)
    {
        if (OutputOption.IsJson(parsed))
            JsonOutput.Write(Terminal, new BrokerRow(name, name == Context.Home.Current, url), FlowsJson.Default.BrokerRow);
        else
            Terminal.Out.WriteLine($"{name} {state} at {url}");
    }
}
