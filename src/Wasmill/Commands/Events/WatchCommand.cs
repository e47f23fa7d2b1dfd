using System.CommandLine;
using System.Globalization;
using System.Text;
using Wasmill.Client;
using Wasmill.Client.Api;
using Wasmill.Client.Text;
using Wasmill.CommandLine;
using Wasmill.Errors;
using Wasmill.Events.Filters;
using Wasmill.Events.Filters.Matching;
using Wasmill.Events.Json;
using Wasmill.Filtering;
using Wasmill.Output;

namespace Wasmill.Commands.Events;

/// <summary><c>wasmill watch</c>: shows the events that go through a broker, and where replies come from.</summary>
internal sealed class WatchCommand : WasmillCommand
{
    private readonly Argument<string?> _broker = SharedOptions.BrokerArgument();
    private readonly Option<int> _last = new("--last") { Description = "start with this many of the latest events" };
    private readonly Option<bool> _once = new("--no-follow") { Description = "do not wait for new events" };
    private readonly Option<string?> _types = new("--eventTypes", "-e")
    {
        Description = "show events of this type only: exact, prefix* or *suffix",
    };
    private readonly Option<string> _output = SharedOptions.OutputOption();

    public WatchCommand(CommandContext context) : base(context, "watch", "Show the events that go through a broker, live")
    {
        Add(_broker);
        Add(_last);
        Add(_once);
        Add(_types);
        Add(_output);
    }

    public override IReadOnlyList<string> Examples
        => ["wasmill watch", "wasmill watch --last 10", "wasmill watch --last 100 --no-follow -o json"];

    protected override async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var folder = Context.RequireBroker(parsed.GetValue(_broker));
        var filter = FilterArguments.Compile(Terminal, FilterConfig.OfType(parsed.GetValue(_types) ?? "*"));
        var follow = !parsed.GetValue(_once);
        await using var history = follow ? Context.Connect(folder.Name) : await Context.OpenHistoryAsync(folder.Name);
        if (history is AdminClient { Url: var url } && follow)
            Terminal.Error.WriteLine($"Watching {folder.Name} at {url}; Ctrl-C ends it");
        try
        {
            await foreach (var (line, content) in history.WatchAsync(parsed.GetValue(_last), follow, cancellationToken))
                Show(line, content, filter, parsed.GetValue(_output) == "json");
        }
        catch (Exception error) when (error is HttpRequestException or IOException && !cancellationToken.IsCancellationRequested)
        {
            throw new UserErrorException($"the broker \"{folder.Name}\" has stopped");
        }

        return follow ? throw new UserErrorException($"the broker \"{folder.Name}\" has stopped") : ExitCodes.Success;
    }

    private void Show(string line, WatchedEventDto content, EventFilter filter, bool asJson)
    {
        if (content.Event is not { } json)
        {
            Terminal.Error.WriteLine(
                string.Create(CultureInfo.InvariantCulture, $"({content.Dropped} events were not shown: they arrived too fast)"));
            return;
        }

        var text = Encoding.UTF8.GetBytes(json.GetRawText());
        if (JsonEventFormat.Parse(text, isReply: false, out var one) is not null || !filter.Matches(one!))
            return;
        if (asJson)
        {
            Terminal.Out.WriteLine(line);
            return;
        }

        Terminal.Out.Write(EventText.Format(one!));
        if (content.Trigger is { } trigger)
            Terminal.Out.WriteLine(
                Terminal.Faint(string.Create(CultureInfo.InvariantCulture, $"  (a reply to event {content.Cause}, by {trigger})")));
    }
}
