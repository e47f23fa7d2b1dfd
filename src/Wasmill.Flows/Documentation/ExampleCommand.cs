using Wasmill.Flows.Components;
using Wasmill.Flows.Settings;

namespace Wasmill.Flows.Documentation;

/// <summary>Writes an example of a component as the command that creates it.</summary>
public static class ExampleCommand
{
    /// <summary>Indicates whether an example can be written as a command. Lists of groups have no option.</summary>
    public static bool CanWrite(ComponentExample example) => !HasGroups(example.Settings);

    /// <summary>Writes the command: <c>wasmill create target cloudevents --endpoint http://localhost:3000</c>.</summary>
    public static string Write(IComponentKind kind, ComponentExample example)
    {
        List<string> words = ["wasmill", "create", kind.Role.ToString().ToLowerInvariant(), kind.CommandName];
        foreach (var (path, setting) in SettingTree.Leaves(kind.Settings))
            words.AddRange(Words(path, setting, example.Settings.Find(path)));
        if (example.Name is { } name)
            words.AddRange(["--name", name]);
        return string.Join(' ', words);
    }

    private static bool HasGroups(MapValue settings)
        => settings.Entries.Any(entry =>
            entry.Value is MapValue map && HasGroups(map) || entry.Value is ListValue list && list.Items.Any(item => item is MapValue));

    private static IEnumerable<string> Words(string path, SettingDefinition setting, SettingValue? value) => value switch
    {
        ScalarValue when setting.Flag is { } flag => [$"--{flag.Name}"],
        ScalarValue scalar => [SettingTree.OptionOf(path), Quote(scalar.Text)],
        SecretValue { Source: SecretSource.File } secret => [$"--{NameOf(path)}-file", Quote(secret.Text)],
        SecretValue { Source: SecretSource.Environment } secret => [$"--{NameOf(path)}-env", Quote(secret.Text)],
        ListValue list => list.Items.OfType<ScalarValue>().SelectMany(item => new[] { SettingTree.OptionOf(path), Quote(item.Text) }),
        MapValue map => map.Entries.Where(entry => entry.Value is ScalarValue)
            .SelectMany(entry => new[] { SettingTree.OptionOf(path), Quote($"{entry.Key}={((ScalarValue)entry.Value).Text}") }),
        _ => [],
    };

    private static string NameOf(string path) => path[(path.LastIndexOf('.') + 1)..];

    // Letters, digits and characters that are not special in any shell.
    private static string Quote(string text)
        => text.Length > 0 && text.All(one => char.IsAsciiLetterOrDigit(one) || "-_./:=@%+,".Contains(one, StringComparison.Ordinal))
            ? text
            : $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
