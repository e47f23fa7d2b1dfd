using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace Wasmill.CommandLine.Usage;

// Tested by: UsageTests
/// <summary>Explains the value of an option or argument that the parser refuses.</summary>
internal static class ValueProblem
{
    /// <summary>Explains an option.</summary>
    public static string Explain(OptionResult result)
    {
        var option = result.Option;
        if (result.Tokens.Count == 0)
            return $"{option.Name} needs a value{UseOf(option)}";
        if (option.Arity.MaximumNumberOfValues == 1 && result.Tokens.Count > 1)
            return string.Create(CultureInfo.InvariantCulture, $"{option.Name} is given {result.Tokens.Count} times; it takes one value");
        return $"\"{Wrong(result.Tokens, option.ValueType, Choices(option))}\" is not a valid {option.Name}{UseOf(option)}";
    }

    /// <summary>Explains an argument.</summary>
    public static string Explain(ArgumentResult result)
    {
        var argument = result.Argument;
        return result.Tokens.Count < argument.Arity.MinimumNumberOfValues
            ? Missing(argument)
            : $"\"{Wrong(result.Tokens, argument.ValueType, [])}\" is not a valid {NameOf(argument)}{Use(FormOf(argument.ValueType))}";
    }

    /// <summary>Explains a word that the last argument does not take because of its form; null if that is not the reason.</summary>
    public static string? Explain(Command command, string word)
        => command.Arguments is [.., var last] && !Fits(word, last.ValueType)
            ? $"\"{word}\" is not a valid {NameOf(last)}{Use(FormOf(last.ValueType))}"
            : null;

    /// <summary>Explains a missing argument.</summary>
    public static string Missing(Argument argument) => $"{NameOf(argument)} is missing: {argument.Description}";

    /// <summary>The name of an argument in help and messages.</summary>
    public static string NameOf(Argument argument) => argument.HelpName ?? argument.Name.ToUpperInvariant();

    // The first value that is at fault, or the last one when that cannot be told.
    private static string Wrong(IReadOnlyList<Token> tokens, Type type, IReadOnlyList<string> choices)
        => tokens.Select(token => token.Value).FirstOrDefault(value => choices.Count > 0 ? !choices.Contains(value) : !Fits(value, type))
            ?? tokens[^1].Value;

    private static string UseOf(Option option) => Use(Choices(option) is { Count: > 0 } choices
        ? $"{string.Join(", ", choices.SkipLast(1))} or {choices[^1]}"
        : FormOf(option.ValueType) ?? (option.HelpName is { } form ? $"{option.Name} {form}" : null));

    private static string Use(string? form) => form is null ? "" : $"; use {form}";

    private static IReadOnlyList<string> Choices(Option option) => option is ChoiceOption choice ? choice.Choices : [];

    private static string? FormOf(Type type)
    {
        var element = ElementOf(type);
        return element == typeof(int) || element == typeof(long) ? "a whole number"
            : element == typeof(double) ? "a number"
            : element == typeof(bool) ? "true or false"
            : null;
    }

    private static bool Fits(string value, Type type)
    {
        var element = ElementOf(type);
        return element == typeof(int) ? int.TryParse(value, NumberStyles.Integer, CultureInfo.InvariantCulture, out _)
            : element == typeof(long) ? long.TryParse(value, NumberStyles.Integer, CultureInfo.InvariantCulture, out _)
            : element == typeof(double) ? double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out _)
            : element != typeof(bool) || bool.TryParse(value, out _);
    }

    private static Type ElementOf(Type type) => (type.IsArray ? type.GetElementType() : Nullable.GetUnderlyingType(type)) ?? type;
}
