using System.CommandLine;
using System.Globalization;
using System.Text;
using Wasmill.CommandLine;
using Wasmill.Errors;
using Wasmill.Events;
using Wasmill.Events.Cesql;
using Wasmill.Events.Cesql.Values;
using Wasmill.Events.Filters;
using Wasmill.Events.Json;
using Wasmill.Filtering;
using Wasmill.Output;

namespace Wasmill.Commands.Events.Filtering;

/// <summary><c>wasmill filter test</c>: tests whether an event matches a filter. Exits with 0 if it does, with 1 if not.</summary>
internal sealed class FilterTestCommand : WasmillCommand
{
    private readonly Option<string?> _expression = new("--expr", "--sql")
    {
        HelpName = "CESQL",
        Description = "a CloudEvents SQL (CESQL) expression",
    };
    private readonly Option<string?> _filter = new("--filter")
    {
        HelpName = "FILTER",
        Description = "a file with a filter or a list of them, or the YAML or JSON itself; - reads standard input",
    };
    private readonly Option<string> _event = new("--event")
    {
        HelpName = "FILE",
        Description = "a file with an event in the CloudEvents JSON format; - reads standard input",
        Required = true,
    };
    private readonly Option<string> _output = SharedOptions.OutputOption();

    public FilterTestCommand(CommandContext context)
        : base(context, "test", "Test whether an event matches a filter: exit code 0 if it does, 1 if not")
    {
        Add(_expression);
        Add(_filter);
        Add(_event);
        Add(_output);
    }

    public override IReadOnlyList<string> Examples =>
    [
        """wasmill filter test --expr "type LIKE 'order.%' AND EXISTS subject" --event event.json""",
        """wasmill filter test --filter '{data: {/order/total: {gt: 100}}}' --event event.json""",
        "wasmill filter test --filter filter.yaml --event - < event.json",
    ];

    protected override async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var (expression, filter, file) = (parsed.GetValue(_expression), parsed.GetValue(_filter), parsed.GetValue(_event)!);
        if (expression is null == filter is null)
            throw new UserErrorException("use either --expr or --filter", ExitCodes.Usage);
        if (filter == "-" && file == "-")
            throw new UserErrorException("standard input cannot be both the filter and the event", ExitCodes.Usage);
        var config = filter is null
            ? new FilterConfig([FilterArguments.ReadExpression(expression!)])
            : await FilterArguments.ReadFilterAsync(Terminal, filter, cancellationToken);
        var compiled = FilterArguments.Compile(Terminal, config);
        var one = await ReadEventAsync(file, cancellationToken);
        var row = expression is null ? new FilterTestRow
        {
            Match = compiled.Matches(one),
            Filter = compiled.Describe(),
        } : Evaluate(expression, one);
        if (parsed.GetValue(_output) == "json")
            JsonOutput.Write(Terminal, row, EventsJson.Default.FilterTestRow);
        else
            Show(row);
        return row.Match ? ExitCodes.Success : ExitCodes.Failure;
    }

    private async Task<CloudEvent> ReadEventAsync(string file, CancellationToken cancellationToken)
    {
        var text = await InputFile.ReadTextAsync(Terminal, file, "the event", cancellationToken);
        return JsonEventFormat.Parse(Encoding.UTF8.GetBytes(text), isReply: false, out var one) is { } error
            ? throw new UserErrorException(
                $"{(file == "-" ? "standard input" : file)} is not a valid event in the CloudEvents JSON format: {error.Message}",
                ExitCodes.Usage)
            : one!;
    }

    private static FilterTestRow Evaluate(string text, CloudEvent one)
    {
        _ = CesqlExpression.Parse(text, out var expression);
        var result = expression!.Evaluate(one);
        var row = new FilterTestRow
        {
            Match = result.IsMatch,
            Value = result.Value.ToString(),
            Type = result.Value.Type.ToString(),
        };
        return result.Error.IsSet
            ? row with { Error = ExpressionText.KindOf(result.Error), Column = result.Error.Column, Message = result.Error.Message }
            : row;
    }

    private void Show(FilterTestRow row)
    {
        Terminal.Out.WriteLine($"match: {(row.Match ? Terminal.Good("true") : Terminal.Bad("false"))}");
        if (row.Filter is { } filter)
            Terminal.Out.WriteLine($"filter: {filter}");
        if (row.Value is { } value)
            Terminal.Out.WriteLine($"value: {(row.Type == nameof(CesqlType.String) ? $"\"{value}\"" : value)} ({row.Type})");
        if (row.Error is { } error)
            Terminal.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"error: {error} at column {row.Column}: {row.Message}"));
    }
}
