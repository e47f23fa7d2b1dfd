namespace Wasmill.Flows.Settings;

/// <summary>
/// A secret, or a reference to one: <c>password: TEXT</c>, <c>passwordFrom: {file: PATH}</c> or <c>passwordFrom: {env: NAME}</c>.
/// </summary>
/// <param name="source">The location of the secret.</param>
/// <param name="text">The secret itself for <see cref="SecretSource.Inline"/>; otherwise the path of the file or the name of the
/// variable.</param>
public sealed class SecretValue(SecretSource source, string text) : SettingValue
{
    /// <summary>The location of the secret.</summary>
    public SecretSource Source { get; } = source;

    /// <summary>
    /// The secret itself for <see cref="SecretSource.Inline"/>; otherwise the path of the file or the name of the variable.
    /// </summary>
    public string Text { get; } = text;

    /// <inheritdoc />
    public override bool SameAs(SettingValue other) => other is SecretValue secret && secret.Source == Source && secret.Text == Text;

    /// <inheritdoc />
    public override IEnumerable<(string Path, SecretValue Secret)> Secrets(string path) => [(path, this)];

    /// <inheritdoc />
    public override SettingValue ReplaceSecrets(Func<string, SecretValue, SettingValue> replace, string path) => replace(path, this);

    /// <summary>Returns the value with a secret masked, so that it is never logged by accident.</summary>
    public override string ToString() => Source == SecretSource.Inline ? SecretMask.Text : $"{Source}:{Text}";
}
