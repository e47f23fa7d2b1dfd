using System.CommandLine;
using Wasmill.Errors;
using Wasmill.Flows.Components;
using Wasmill.Flows.Settings;
using Wasmill.Output;

namespace Wasmill.Commands.Flows.Options;

// Tested by: CreateComponentCommandTests
/// <summary>
/// The options for the settings of a kind of component: one for each setting, and for a secret also the file or variable that holds it,
/// such as <c>--password-file</c> and <c>--password-env</c>. Lists of groups have no option; they are written in the flow file.
/// </summary>
internal sealed class SettingOptions
{
    private readonly List<SettingOption> _options;

    /// <summary>Adds the options to a command.</summary>
    public SettingOptions(Command command, IComponentKind kind)
    {
        _options = [.. SettingTree.Leaves(kind.Settings)
            .Where(leaf => leaf.Setting.Type != SettingType.GroupList)
            .Select(leaf => Make(leaf.Path, leaf.Setting))];
        foreach (var option in _options.SelectMany(one => one.All))
            command.Add(option);
    }

    /// <summary>Reads the settings, and warns of secrets on the command line itself.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="terminal">The terminal for warnings.</param>
    /// <exception cref="UserErrorException">A secret is given in two ways, its file does not exist,
    /// or a text of a map has no name.</exception>
    public MapValue Read(ParseResult parsed, ITerminal terminal)
    {
        var settings = MapValue.Empty;
        foreach (var option in _options)
        {
            if (ReadOne(option, parsed, terminal) is { } value)
                settings = settings.With(option.Path, value);
        }

        return settings;
    }

    /// <summary>Explains an error of a setting to the author of a command line: by the setting's option.</summary>
    public string Explain(SettingError error)
    {
        var option = _options.Find(one => one.Path == error.Path)?.All.First().Name ?? SettingTree.OptionOf(error.Path);
        var (wrong, missing) = ($"{error.Path} ", $"spec.{error.Path} is missing");
        return error.Message.StartsWith(wrong, StringComparison.Ordinal) ? $"{option} {error.Message[wrong.Length..]}"
            : error.Message.StartsWith(missing, StringComparison.Ordinal) ? $"{option} is required{error.Message[missing.Length..]}"
            : $"{option}: {error.Message}";
    }

    private static SettingOption Make(string path, SettingDefinition setting)
    {
        var description = DescriptionOf(setting);
        var option = new SettingOption(path, setting);
        if (setting.Flag is { } flag)
            return option with { Flag = new Option<bool>("--" + flag.Name) { Description = flag.Description } };
        if (setting.Type is SettingType.TextList or SettingType.TextMap)
        {
            var help = setting.Type == SettingType.TextMap ? "NAME=VALUE" : "text";
            return option with
            {
                Values = new Option<string[]>(SettingTree.OptionOf(path), Spellings(path))
                {
                    HelpName = help,
                    Description = $"{description}; may be repeated",
                    Required = setting.IsRequired,
                },
            };
        }

        var name = path[(path.LastIndexOf('.') + 1)..];
        option = option with
        {
            Value = new Option<string?>(SettingTree.OptionOf(path), Spellings(path))
            {
                HelpName = HelpNameOf(setting),
                Description = description,
                Required = setting.IsRequired && !setting.IsSecret,
            },
        };
        return !setting.IsSecret ? option : option with
        {
            SecretFile = new Option<string?>($"--{name}-file")
            {
                HelpName = "FILE",
                Description = $"{setting.Description}, read from a file each time the flow is loaded",
            },
            SecretVariable = new Option<string?>($"--{name}-env")
            {
                HelpName = "NAME",
                Description = $"{setting.Description}, from an environment variable of the broker's process",
            },
        };
    }

    private static string DescriptionOf(SettingDefinition setting)
    {
        var choices = setting.Choices.Count > 1 ? $": {string.Join(" or ", setting.Choices)}" : "";
        return setting.Description + choices + (setting.Default is { } value ? $" (default: {value})" : "");
    }

    private static string HelpNameOf(SettingDefinition setting) => setting.Type switch
    {
        SettingType.Boolean => "true|false",
        SettingType.WholeNumber => "number",
        SettingType.Duration => "time",
        SettingType.Path => "path",
        SettingType.Choice => string.Join('|', setting.Choices),
        _ => "text",
    };

    // Like tmctl, accept the flow file's spelling, too.
    private static string[] Spellings(string path)
        => SettingTree.OptionOf(path) is var option && option == "--" + path ? [] : ["--" + path];

    private static SettingValue? ReadOne(SettingOption option, ParseResult parsed, ITerminal terminal)
    {
        if (option.Flag is { } flag)
            return parsed.GetValue(flag) ? new ScalarValue(option.Setting.Flag!.Value) : null;
        if (option.Values is { } values)
            return parsed.GetValue(values) is { Length: > 0 } texts ? ReadMany(option, texts) : null;
        if (option.Setting.IsSecret)
            return ReadSecret(option, parsed, terminal);
        // Absolute, because the broker's process has another working folder.
        return parsed.GetValue(option.Value!) is { } text
            ? new ScalarValue(option.Setting.Type == SettingType.Path ? Path.GetFullPath(text) : text)
            : null;
    }

    private static SettingValue ReadMany(SettingOption option, string[] texts)
    {
        if (option.Setting.Type == SettingType.TextList)
            return new ListValue([.. texts.Select(text => new ScalarValue(text))]);
        var entries = new List<KeyValuePair<string, SettingValue>>();
        foreach (var text in texts)
        {
            var sign = text.IndexOf('=', StringComparison.Ordinal);
            if (sign <= 0)
                throw new UserErrorException($"\"{text}\" is not a valid value of {option.Values!.Name}; use NAME=VALUE", ExitCodes.Usage);
            if (entries.Exists(entry => entry.Key == text[..sign]))
                throw new UserErrorException($"{option.Values!.Name} names {text[..sign]} twice", ExitCodes.Usage);
            entries.Add(new(text[..sign], new ScalarValue(text[(sign + 1)..])));
        }

        return new MapValue(entries);
    }

    private static SecretValue? ReadSecret(SettingOption option, ParseResult parsed, ITerminal terminal)
    {
        var (text, path, variable) = (
            parsed.GetValue(option.Value!), parsed.GetValue(option.SecretFile!), parsed.GetValue(option.SecretVariable!));
        if (((string?[])[text, path, variable]).Count(given => given is not null) > 1)
            throw new UserErrorException(
                $"give one of {option.Value!.Name}, {option.SecretFile!.Name} and {option.SecretVariable!.Name}", ExitCodes.Usage);
        if (text is not null)
        {
            terminal.Error.WriteLine(
                $"Warning: other users of this machine can see {option.Value!.Name} in the list of processes, "
                    + "and it is stored in the flow file: "
                + $"use {option.SecretFile!.Name} or {option.SecretVariable!.Name}.");
            return new SecretValue(SecretSource.Inline, text);
        }

        // Absolute, because the broker's process has another working folder.
        if (path is not null)
            return new SecretValue(
                SecretSource.File, File.Exists(path) ? Path.GetFullPath(path) : throw new UserErrorException($"{path} does not exist"));
        return variable is null ? null : new SecretValue(SecretSource.Environment, variable);
    }
}
