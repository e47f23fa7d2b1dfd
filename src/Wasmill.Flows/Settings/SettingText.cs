using System.Globalization;
using Wasmill.Flows.Files;

namespace Wasmill.Flows.Settings;

/// <summary>Parses the texts of typed settings.</summary>
internal static class SettingText
{
    private const string DurationForms = "a duration such as 500ms, 30s, 5m or PT1M";

    /// <summary>Explains why a text is not a value of the setting's type; null if it is.</summary>
    /// <param name="setting">The setting.</param>
    /// <param name="path">The path of the setting, for the message.</param>
    /// <param name="text">The text.</param>
    public static string? Explain(SettingDefinition setting, string path, string text)
    {
        var needed = setting.Type switch
        {
            SettingType.Boolean when text is not ("true" or "false") => "true or false",
            SettingType.Choice when !setting.Choices.Contains(text, StringComparer.Ordinal) => InWords(setting.Choices),
            SettingType.Duration when !TryReadDuration(text, out _) => DurationForms,
            SettingType.WholeNumber when !IsNumber(setting, text) => Range(setting),
            _ => null,
        };
        return needed is null ? null : $"{path} must be {needed}, not \"{text}\"";
    }

    /// <summary>Parses a duration in either form.</summary>
    public static bool TryReadDuration(string text, out TimeSpan duration)
        => ShortDuration.TryParse(text, out duration) || IsoDuration.TryParse(text, out duration);

    /// <summary>Lists the values of a choice: <c>a, b or c</c>.</summary>
    public static string InWords(IReadOnlyList<string> choices)
        => choices.Count < 2 ? string.Concat(choices) : $"{string.Join(", ", choices.SkipLast(1))} or {choices[^1]}";

    private static bool IsNumber(SettingDefinition setting, string text)
        => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            && number >= setting.Minimum
            && number <= setting.Maximum;

    private static string Range(SettingDefinition setting) => setting.Maximum == long.MaxValue
        ? string.Create(CultureInfo.InvariantCulture, $"a whole number, {setting.Minimum} or more")
        : string.Create(CultureInfo.InvariantCulture, $"a whole number from {setting.Minimum} to {setting.Maximum}");
}
