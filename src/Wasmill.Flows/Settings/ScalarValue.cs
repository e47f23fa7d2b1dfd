namespace Wasmill.Flows.Settings;

/// <summary>A single value. Its text is kept as it was written; its meaning comes from the setting's type.</summary>
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
