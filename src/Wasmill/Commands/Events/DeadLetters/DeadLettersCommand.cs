using System.CommandLine;
using System.Globalization;
using Wasmill.Client;
using Wasmill.Client.Api;
using Wasmill.CommandLine;
using Wasmill.Errors;
using Wasmill.Flows.Files;
using Wasmill.Output;

namespace Wasmill.Commands.Events.DeadLetters;

/// <summary><c>wasmill deadletters list|show|replay|purge</c>: commands for dead letters.</summary>
internal sealed class DeadLettersCommand : WasmillCommand
{
    private readonly string _action;
    private readonly Argument<long[]> _numbers = new("number") { Description = "numbers of the dead letters, as \"list\" shows them" };
    private readonly Option<string?> _trigger = new("--trigger") { Description = "select dead letters of this trigger" };
    private readonly Option<string?> _reason = new("--reason")
    {
        Description = "select dead letters with this reason: retriesExhausted, refused, loop, retention, damaged or crash",
    };
    private readonly Option<string?> _age = new("--older-than")
    {
        Description = "select dead letters older than this, such as 1h or 7d",
    };
    private readonly Confirmation? _confirmation;
    private readonly Option<bool> _all = new("--all") { Description = "select all dead letters" };
    private readonly Option<string?> _broker = new("--broker") { Description = "the broker's name (default: the current broker)" };
    private readonly Option<string> _output = SharedOptions.OutputOption();

    private DeadLettersCommand(CommandContext context, string action, string description) : base(context, action, description)
    {
        _action = action;
        _numbers.Arity = action switch { "list" => ArgumentArity.Zero, "show" => ArgumentArity.OneOrMore, _ => ArgumentArity.ZeroOrMore };
        if (action != "list")
            Add(_numbers);
        if (action != "show")
        {
            Add(_trigger);
            Add(_reason);
            Add(_age);
        }

        if (action is "replay" or "purge")
            Add(_all);
        if (action == "purge")
            _confirmation = new Confirmation(this);
        Add(_broker);
        Add(_output);
    }

    public override IReadOnlyList<string> Examples => _action switch
    {
        "list" => ["wasmill deadletters list", "wasmill deadletters list --trigger orders --reason refused"],
        "show" => ["wasmill deadletters show 3", "wasmill deadletters show 3 -o json"],
        _ => [
            $"wasmill deadletters {_action} 3 4",
            $"wasmill deadletters {_action} --trigger orders --older-than 1h",
            $"wasmill deadletters {_action} --all",
        ],
    };

    /// <summary>Creates the command with a subcommand for each action.</summary>
    public static Command Create(CommandContext context)
        => new("deadletters", "List, show, redeliver or delete dead letters")
        {
            new DeadLettersCommand(context, "list", "List dead letters"),
            new DeadLettersCommand(context, "show", "Show dead letters with their attempts and events"),
            new DeadLettersCommand(context, "replay", "Redeliver dead letters"),
            new DeadLettersCommand(context, "purge", "Delete dead letters permanently"),
        };

    protected override async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var selection = ReadSelection(parsed);
        var asJson = parsed.GetValue(_output) == "json";
        try
        {
            if (_action is "list" or "show")
            {
                await using var history = await Context.OpenHistoryAsync(parsed.GetValue(_broker));
                if (_action == "list")
                    List(await history.GetDeadLettersAsync(selection, cancellationToken), asJson);
                else
                    await ShowAsync(history, parsed.GetValue(_numbers)!, asJson, cancellationToken);
                return ExitCodes.Success;
            }

            using var client = Context.Connect(parsed.GetValue(_broker));
            if (_confirmation is not null)
                await _confirmation.RequireAsync(
                    parsed, Terminal, "Delete the selected dead letters? This cannot be undone.", cancellationToken);
            return Report(await client.ChangeDeadLettersAsync(_action, selection, cancellationToken), asJson);
        }
        catch (ServerException error)
        {
            throw new UserErrorException(error.Message);
        }
    }

    private void List(DeadLetterDto[] deadLetters, bool asJson)
    {
        if (asJson)
            JsonOutput.Write(Terminal, deadLetters, ApiJson.Default.DeadLetterDtoArray);
        else
            DeadLetterText.WriteList(Terminal, deadLetters);
    }

    private async Task ShowAsync(IHistoryReader history, long[] numbers, bool asJson, CancellationToken cancellationToken)
    {
        foreach (var number in numbers)
        {
            var deadLetter = await history.GetDeadLetterAsync(number, cancellationToken);
            if (asJson)
                JsonOutput.Write(Terminal, deadLetter, ApiJson.Default.DeadLetterDto);
            else
                DeadLetterText.Write(Terminal, deadLetter);
        }
    }

    private DeadLetterSelectionDto ReadSelection(ParseResult parsed)
    {
        double? age = null;
        if (parsed.GetValue(_age) is { } text)
            age = ShortDuration.TryParse(text, out var time)
                ? time.TotalSeconds
                : throw new UserErrorException($"\"{text}\" is not a valid --older-than; use a time such as 30s, 10m, 1h or 7d",
                    ExitCodes.Usage);
        IReadOnlyList<long>? numbers = _action != "list" && parsed.GetValue(_numbers) is { Length: > 0 } given ? given : null;
        var selection = new DeadLetterSelectionDto(numbers, parsed.GetValue(_trigger), parsed.GetValue(_reason), age);
        // A command that changes dead letters without a selection must not change all of them.
        if (_action is "replay" or "purge" && selection == new DeadLetterSelectionDto(null, null, null, null) && !parsed.GetValue(_all))
            throw new UserErrorException(
                $"no dead letters selected; use their numbers, --trigger, --reason, --older-than, or --all to {_action} all of them",
                ExitCodes.Usage);
        return selection;
    }

    private int Report(CountDto result, bool asJson)
    {
        if (asJson)
            JsonOutput.Write(Terminal, result, ApiJson.Default.CountDto);
        else
            Terminal.Out.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{result.Count} dead letter{(result.Count == 1 ? "" : "s")} {(_action == "purge" ? "deleted" : "redelivered")}"));
        return result.Error is null ? ExitCodes.Success : throw new UserErrorException(result.Error);
    }
}
