namespace Wasmill.Flows.Settings;

/// <summary>A single value. The text is kept as written; its meaning depends on the type of the setting.</summary>
/// <param name="text">The text without quotes.</param>
public sealed class ScalarValue(string text) : SettingValue
{
    /// <summary>The text without quotes.</summary>
    public string Text { get; } = text;

    /// <inheritdoc />
    public override bool SameAs(SettingValue other) => other is ScalarValue scalar && scalar.Text == Text;

    /// <inheritdoc />
    public override IEnumerable<(string Path, SecretValue Secret)> Secrets(string path) => [];

    /// <inheritdoc />
    public override SettingValue ReplaceSecrets(Func<string, SecretValue, SettingValue> replace, string path) => this;
}
