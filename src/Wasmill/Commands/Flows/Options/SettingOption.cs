using System.CommandLine;
using Wasmill.Flows.Settings;

namespace Wasmill.Commands.Flows.Options;

/// <summary>The options of the command line for one setting.</summary>
/// <param name="Path">The setting's path.</param>
/// <param name="Setting">The setting.</param>
internal sealed record SettingOption(string Path, SettingDefinition Setting)
{
    /// <summary>The option with a value; null for a list, a map or a flag.</summary>
    public Option<string?>? Value { get; init; }

    /// <summary>The option that can be repeated, for a list or a map.</summary>
    public Option<string[]>? Values { get; init; }

    /// <summary>The flag that gives the setting its value.</summary>
    public Option<bool>? Flag { get; init; }

    /// <summary>The option with the file that holds a secret.</summary>
    public Option<string?>? SecretFile { get; init; }

    /// <summary>The option with the environment variable that holds a secret.</summary>
    public Option<string?>? SecretVariable { get; init; }

    /// <summary>All options of the setting, in the order of the help.</summary>
    public IEnumerable<Option> All => ((Option?[])[Value, Values, Flag, SecretFile, SecretVariable]).OfType<Option>();
}
