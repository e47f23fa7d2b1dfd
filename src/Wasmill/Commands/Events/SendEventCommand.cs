using System.CommandLine;
using System.Globalization;
using Wasmill.Client;
using Wasmill.Client.Home;
using Wasmill.Client.Text;
using Wasmill.CommandLine;
using Wasmill.Commands.Events.Sending;
using Wasmill.Errors;
using Wasmill.Events;
using Wasmill.Flows.Files.Writing;
using Wasmill.Output;
using Wasmill.Web;

namespace Wasmill.Commands.Events;

/// <summary><c>wasmill send-event</c>: sends an event to a broker or straight to a target, and can wait for its outcome.</summary>
internal sealed class SendEventCommand : WasmillCommand
{
    // Half a screen of 80 columns.
    private const int ShownBytes = 1000;

    private static readonly long LargestPayload = new WebServerLimits().BodyBytes;

    private readonly Argument<string[]> _data = new("data")
    {
        Arity = ArgumentArity.ZeroOrMore,
        Description = "the payload: JSON, or any text (default: read from a pipe)",
    };
    private readonly Option<string> _type = new("--eventType")
    {
        HelpName = "TYPE",
        Description = "the event's type",
        DefaultValueFactory = _ => "wasmill-local-event",
    };
    private readonly Option<string> _source = new("--source")
    {
        Description = "the event's source",
        DefaultValueFactory = _ => "wasmill-cli",
    };
    private readonly Option<string?> _id = new("--id") { Description = "the event's id (default: random)" };
    private readonly Option<string?> _subject = new("--subject") { Description = "the event's subject" };
    private readonly Option<string[]> _extensions = new("--extension")
    {
        HelpName = "NAME=VALUE",
        Description = "an extension attribute; may be repeated",
    };
    private readonly Option<string?> _contentType = new("--datacontenttype")
    {
        HelpName = "TYPE",
        Description = "the payload's media type (default: application/json or text/plain)",
    };
    private readonly Option<string?> _file = new("--file", "-f")
    {
        Description = "a file with the payload; a JSON array sends one event for each element. - reads standard input",
    };
    private readonly Option<bool> _empty = new("--empty") { Description = "send an event without data" };
    private readonly Option<string?> _target = new("--target") { Description = "send directly to this target, bypassing the broker" };
    private readonly Option<string?> _broker = SharedOptions.BrokerOption();
    private readonly Option<bool> _wait = new("--wait") { Description = "wait for the outcome and show it" };
    private readonly Option<double> _timeout = new("--timeout")
    {
        HelpName = "SECONDS",
        Description = "timeout of --wait",
        DefaultValueFactory = _ => 30,
    };
    private readonly Option<string> _output = SharedOptions.OutputOption();

    public SendEventCommand(CommandContext context) : base(context, "send-event", "Send an event to a broker")
    {
        Add(_data);
        foreach (var option in (Option[])[
            _type, _source, _id, _subject, _extensions, _contentType, _file, _empty, _target, _broker, _wait, _timeout, _output,
        ])
            Add(option);
    }

    public override IReadOnlyList<string> Examples =>
    [
        """wasmill send-event --eventType io.wasm.event '{"hi":"world"}'""",
        """wasmill send-event --eventType io.wasm.event --wait '{"hi":"world"}'""",
        "wasmill send-event --eventType order.created --file orders.json",
        """echo '{"hi":"world"}' | wasmill send-event --eventType io.wasm.event""",
    ];

    protected override async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var folder = Context.RequireBroker(parsed.GetValue(_broker));
        if (folder.FindProcess() is not { } running)
            throw CommandContext.Stopped(folder);
        var target = parsed.GetValue(_target);
        if (target is not null && FlowEdits.Read(folder, Context.Kinds).Targets.All(known => known.Name != target))
            throw new UserErrorException(
                FlowEditor.Unknown("target", target, FlowEdits.Read(folder, Context.Kinds).Targets.Select(known => known.Name)));

        var payloads = await ShowProgressAsync(
            parsed,
            "Reading the payload",
            new PayloadReader(Terminal).ReadAsync(
                parsed.GetValue(_data) ?? [], parsed.GetValue(_file), parsed.GetValue(_empty), cancellationToken));
        var events = EventFactory.Make(ReadRequest(parsed), payloads, Context.Time.GetUtcNow());
        CheckSizes(events);
        var url = target is null ? running.Url + "/" : $"{running.Url}/targets/{target}";
        var failed = false;
        foreach (var one in events)
            failed |= !await SendAsync(parsed, one, folder, target, url, cancellationToken);
        return failed ? ExitCodes.Failure : ExitCodes.Success;
    }

    private EventRequest ReadRequest(ParseResult parsed) => new(
        parsed.GetValue(_type)!,
        parsed.GetValue(_source)!,
        parsed.GetValue(_id),
        parsed.GetValue(_subject),
        parsed.GetValue(_contentType),
        parsed.GetValue(_extensions) ?? []);

    // The broker closes the connection of a request that is too long, so that its answer is not always read.
    private static void CheckSizes(IReadOnlyList<CloudEvent> events)
    {
        if (events.FirstOrDefault(one => one.Data.Length > LargestPayload) is { } large)
            throw new UserErrorException(string.Create(
                CultureInfo.InvariantCulture, $"the payload has {ByteSize.Of(large.Data.Length)}; a broker takes events of up to "
                    + $"{LargestPayload >> 20} MiB. Nothing was sent"));
    }

    private async Task<bool> SendAsync(
        ParseResult parsed, CloudEvent one, BrokerFolder folder, string? target, string url, CancellationToken cancellationToken)
    {
        var asJson = parsed.GetValue(_output) == "json";
        if (!asJson)
        {
            Terminal.Out.WriteLine($"Destination: {target ?? folder.Name}({url.TrimEnd('/')})");
            Terminal.Out.WriteLine("Request:");
            Terminal.Out.WriteLine("------");
            // event_display's heading line is for events that were received.
            Terminal.Out.Write(string.Concat(EventText.Format(one, ShownBytes).SkipWhile(character => character != '\n').Skip(1)));
            Terminal.Out.WriteLine("------");
        }

        var sent = await EventSender.SendAsync(one, url, folder.ReadToken(), cancellationToken);
        var wait = parsed.GetValue(_wait);
        var outcome = wait && sent.Position is { } position
            ? await ShowProgressAsync(
                parsed, "Waiting for the outcome",
                EventSender.WaitAsync(folder, position, TimeSpan.FromSeconds(parsed.GetValue(_timeout)), cancellationToken))
            : null;
        if (asJson)
            JsonOutput.Write(
                Terminal, new SentRow
                {
                    Id = one.Id,
                    Type = one.Type,
                    Destination = url,
                    Status = sent.Status,
                    Position = sent.Position,
                    Error = sent.Error,
                    Outcome = outcome,
                }, EventsJson.Default.SentRow);
        else
            Report(one, sent, outcome, wait);
        return sent.Error is null && (outcome is null || OutcomeText.IsDelivered(outcome));
    }

    private void Report(CloudEvent one, SentEvent sent, Wasmill.Client.Api.OutcomeDto? outcome, bool waited)
    {
        if (sent.Error is { } error)
        {
            Terminal.Out.WriteLine($"Response: {Terminal.Bad("Error")}({error})");
            return;
        }

        Terminal.Out.WriteLine($"Response: {Terminal.Good("OK")}");
        if (outcome is not null)
        {
            OutcomeText.Write(Terminal, outcome);
            return;
        }

        Terminal.Out.WriteLine($"Event id: {one.Id}");
        if (!waited && sent.Position is not null)
            Terminal.Error.WriteLine(
                "Next: \"wasmill watch --last 10\" shows it and its replies; \"wasmill send-event --wait ...\" waits for what comes of it");
    }
}
