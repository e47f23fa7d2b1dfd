using Wasmill.Errors;
using Wasmill.Events.Cesql;
using Wasmill.Events.Filters;
using Wasmill.Events.Filters.Matching;
using Wasmill.Flows.Files.Filters;
using Wasmill.Output;

namespace Wasmill.Filtering;

// Tested by: FilterTestCommandTests, CreateTriggerCommandTests
/// <summary>Reads filters from command-line arguments. Any mistake ends the command, so that no mistake widens a filter.</summary>
internal static class FilterArguments
{
    /// <summary>A filter from a file, from standard input (<c>-</c>), or from YAML or JSON that is given itself.</summary>
    /// <exception cref="UserErrorException">The text is not a valid filter.</exception>
    public static async Task<FilterConfig> ReadFilterAsync(ITerminal terminal, string argument, CancellationToken cancellationToken)
    {
        if (argument.Contains('=', StringComparison.Ordinal) && !argument.AsSpan().ContainsAny("{[:\n") && !File.Exists(argument))
            throw new UserErrorException($"\"{argument}\" is not a valid filter; use --attribute {argument}", ExitCodes.Usage);
        var isText = argument.AsSpan().ContainsAny("{[:\n") && !File.Exists(argument);
        var text = isText ? argument : await InputFile.ReadTextAsync(terminal, argument, "the filter", cancellationToken);
        var errors = FilterText.Parse(text, out var filter);
        if (errors.Count == 0)
            return filter!;
        var place = isText ? "--filter" : argument == "-" ? "standard input" : argument;
        throw new UserErrorException(string.Join(Environment.NewLine, errors.Select(error => $"{place}: {error}")), ExitCodes.Usage);
    }

    /// <summary>A condition from an expression.</summary>
    /// <exception cref="UserErrorException">The text is not a valid expression.</exception>
    public static SqlCondition ReadExpression(string text)
    {
        if (CesqlExpression.Parse(text, out _) is { } error)
            throw new UserErrorException(ExpressionText.Describe(text, error), ExitCodes.Usage);
        return new SqlCondition(text);
    }

    /// <summary>
    /// A condition from <c>NAME=VALUE</c>; from <c>NAME=</c> one that any value passes, as in Knative's <c>filter.attributes</c>.
    /// </summary>
    /// <exception cref="UserErrorException">The text has neither form.</exception>
    public static AttributeCondition ReadAttribute(string text)
    {
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        if (equals <= 0)
            throw new UserErrorException(
                $"\"{text}\" is not a valid --attribute; use NAME=VALUE, or NAME= for any value", ExitCodes.Usage);
        var value = text[(equals + 1)..];
        return new AttributeCondition(value.Length == 0 ? AttributeMatch.Present : AttributeMatch.Exact, text[..equals], value);
    }

    /// <summary>Compiles a filter and shows its warnings.</summary>
    /// <exception cref="UserErrorException">The filter is not valid.</exception>
    public static EventFilter Compile(ITerminal terminal, FilterConfig config)
    {
        var check = config.Check();
        if (check.Filter is not { } filter)
            throw new UserErrorException(string.Join(Environment.NewLine, check.Errors), ExitCodes.Usage);
        foreach (var warning in check.Warnings)
            terminal.Error.WriteLine($"Warning: {warning}");
        return filter;
    }
}
