using System.Globalization;

namespace Wasmill.Flows.Settings;

/// <summary>
/// Reads the settings of a component for a connector and collects all errors. Types and required settings have been checked before: a
/// setting with such an
/// error reads as missing, and no second error is reported for it.
/// </summary>
public sealed class SettingsReader
{
    private readonly MapValue _settings;
    private readonly string _prefix;
    private readonly List<SettingError> _errors;

    /// <summary>Creates a reader.</summary>
    /// <param name="component">The name of the component.</param>
    /// <param name="settings">The settings.</param>
    public SettingsReader(string component, MapValue settings) : this(component, settings, "", []) { }

    private SettingsReader(string component, MapValue settings, string prefix, List<SettingError> errors)
    {
        Component = component;
        _settings = settings;
        _prefix = prefix;
        _errors = errors;
    }

    /// <summary>The name of the component.</summary>
    public string Component { get; }

    /// <summary>The errors so far.</summary>
    public IReadOnlyList<SettingError> Errors => _errors;

    /// <summary>Indicates whether a setting is set.</summary>
    /// <param name="path">The path of the setting; nested keys are joined with dots.</param>
    public bool Has(string path) => _settings.Find(path) is not null;

    /// <summary>
    /// Reads a text; null if not set. A secret that is set by reference reads as an empty text until its component is created.
    /// </summary>
    public string? Text(string path) => _settings.Find(path) switch
    {
        ScalarValue scalar => scalar.Text,
        SecretValue secret => secret.Source == SecretSource.Inline ? secret.Text : "",
        _ => null,
    };

    /// <summary>Reads a boolean.</summary>
    /// <param name="path">The path of the setting.</param>
    /// <param name="otherwise">The value if not set.</param>
    public bool Boolean(string path, bool otherwise = false) => Text(path) is { } text ? text == "true" : otherwise;

    /// <summary>Reads a whole number; null if not set.</summary>
    public long? WholeNumber(string path)
        => long.TryParse(Text(path), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>Reads a duration; null if not set.</summary>
    public TimeSpan? Duration(string path)
        => Text(path) is { } text && SettingText.TryReadDuration(text, out var duration) ? duration : null;

    /// <summary>Reads a list of texts; empty if not set.</summary>
    public IReadOnlyList<string> Texts(string path)
        => _settings.Find(path) is ListValue list ? [.. list.Items.OfType<ScalarValue>().Select(item => item.Text)] : [];

    /// <summary>Reads a map of texts; empty if not set.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> TextMap(string path)
        => _settings.Find(path) is MapValue map
            ? [.. map.Entries.Where(entry => entry.Value is ScalarValue)
                .Select(entry => KeyValuePair.Create(entry.Key, ((ScalarValue)entry.Value).Text))]
            : [];

    /// <summary>Reads a group; null if not set.</summary>
    public SettingsReader? Group(string path)
        => _settings.Find(path) is MapValue map ? new SettingsReader(Component, map, $"{_prefix}{path}.", _errors) : null;

    /// <summary>Reads a list of groups; empty if not set.</summary>
    public IReadOnlyList<SettingsReader> Groups(string path) => _settings.Find(path) is not ListValue list
        ? []
        : [.. list.Items.Select((item, index) => (Map: item as MapValue, index)).Where(item => item.Map is not null).Select(
            item => new SettingsReader(
                Component, item.Map!, string.Create(CultureInfo.InvariantCulture, $"{_prefix}{path}[{item.index}]."), _errors))];

    /// <summary>Reports an error at a setting, or at its group if the setting is not set.</summary>
    /// <param name="path">The path of the setting.</param>
    /// <param name="message">The problem and how to fix it.</param>
    public void Error(string path, string message)
        => _errors.Add(new SettingError(_prefix + path, _settings.Find(path)?.Place ?? _settings.Place, message));
}
