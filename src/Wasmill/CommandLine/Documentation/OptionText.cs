using System.CommandLine;
using System.Globalization;

namespace Wasmill.CommandLine.Documentation;

// Tested by: CommandPageTests
/// <summary>Writes an option for help and reference.</summary>
internal static class OptionText
{
    /// <summary>The entry of an option: <c>-o, --output text|json</c>.</summary>
    public static PageEntry EntryOf(Option option) => new(
        $"{string.Join(", ", NamesOf(option))}{(ValueOf(option) is { Length: > 0 } value ? $" {value}" : "")}",
        option.Description + (option.Required ? " (required)" : DefaultOf(option)));

    /// <summary>The placeholder of an option's value; empty for a flag.</summary>
    public static string ValueOf(Option option)
    {
        if (option.Arity.MaximumNumberOfValues == 0 || option.ValueType == typeof(bool))
            return "";
        var name = option.HelpName ?? option.Name.TrimStart('-').Replace('-', '_');
        // Choices are typed as they are.
        return name.AsSpan().ContainsAny('|', '-') ? name : name.ToUpperInvariant();
    }

    // Short names first; a name that only differs in its spelling is left out.
    private static IEnumerable<string> NamesOf(Option option)
        => option.Aliases.Where(alias => !alias.StartsWith("--", StringComparison.Ordinal)).Append(option.Name)
            .Concat(option.Aliases.Where(alias => alias.StartsWith("--", StringComparison.Ordinal)))
            .DistinctBy(name => name.StartsWith("--", StringComparison.Ordinal) ? Plain(name) : name);

    private static string Plain(string name) => name.Replace("-", "", StringComparison.Ordinal).ToUpperInvariant();

    private static string DefaultOf(Option option)
        => option.HasDefaultValue && option.ValueType != typeof(bool)
            && Convert.ToString(option.GetDefaultValue(), CultureInfo.InvariantCulture) is { Length: > 0 } value
            ? $" (default: {value})"
            : "";
}
