using System.Globalization;

namespace Wasmill.Flows.Settings;

/// <summary>A list of values.</summary>
/// <param name="items">The values in order.</param>
public sealed class ListValue(IReadOnlyList<SettingValue> items) : SettingValue
{
    /// <summary>The values in order.</summary>
    public IReadOnlyList<SettingValue> Items { get; } = items;

    /// <inheritdoc />
    public override bool SameAs(SettingValue other)
        => other is ListValue list && list.Items.Count == Items.Count && Items.Zip(list.Items).All(pair => pair.First.SameAs(pair.Second));

    /// <inheritdoc />
    public override IEnumerable<(string Path, SecretValue Secret)> Secrets(string path)
        => Items.SelectMany((item, index) => item.Secrets(PathOf(path, index)));

    /// <inheritdoc />
    public override SettingValue ReplaceSecrets(Func<string, SecretValue, SettingValue> replace, string path)
        => new ListValue([.. Items.Select((item, index) => item.ReplaceSecrets(replace, PathOf(path, index)))]) { Place = Place };

    private static string PathOf(string path, int index) => string.Create(CultureInfo.InvariantCulture, $"{path}[{index}]");
}
