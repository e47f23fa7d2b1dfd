using System.CommandLine;

namespace Wasmill.CommandLine.Completion;

// Tested by: CompletionTests
/// <summary>What the values of options and arguments name.</summary>
internal static class NamedWords
{
    /// <summary>The options, whatever their command.</summary>
    public static IReadOnlyDictionary<string, NameKind> Options { get; } = new Dictionary<string, NameKind>(StringComparer.Ordinal)
    {
        ["--broker"] = NameKind.Broker,
        ["--set"] = NameKind.Broker,
        ["--target"] = NameKind.Target,
        ["--dead-letter"] = NameKind.Target,
        ["--trigger"] = NameKind.Trigger,
        ["--eventType"] = NameKind.EventType,
        ["--eventTypes"] = NameKind.EventType,
        ["--template"] = NameKind.Template,
        ["--file"] = NameKind.File,
        ["--filter"] = NameKind.File,
        ["--folder"] = NameKind.File,
    };

    /// <summary>The arguments, by the words of their command.</summary>
    public static IReadOnlyDictionary<string, NameKind> Arguments { get; } = new Dictionary<string, NameKind>(StringComparer.Ordinal)
    {
        ["new"] = NameKind.Template,
        ["add"] = NameKind.Template,
        ["build"] = NameKind.File,
        ["up"] = NameKind.File,
        ["dev"] = NameKind.File,
        ["invoke"] = NameKind.File,
        ["inspect"] = NameKind.File,
        ["describe"] = NameKind.Described,
        ["delete broker"] = NameKind.Broker,
        ["delete source"] = NameKind.Source,
        ["delete target"] = NameKind.Target,
        ["delete trigger"] = NameKind.Trigger,
        ["flow explain"] = NameKind.Kind,
        ["auth remove"] = NameKind.Credential,
        ["start"] = NameKind.Broker,
        ["stop"] = NameKind.Broker,
        ["watch"] = NameKind.Broker,
        ["retry"] = NameKind.Trigger,
        ["logs"] = NameKind.Component,
        ["log verify"] = NameKind.Broker,
        ["log stat"] = NameKind.Broker,
        ["log dump"] = NameKind.Broker,
    };

    private static readonly HashSet<string> FileForms = new(["FILE", "FOLDER", "PATH", "APP"], StringComparer.OrdinalIgnoreCase);

    /// <summary>What the value of an option names.</summary>
    /// <param name="path">The words of its command.</param>
    /// <param name="option">The option.</param>
    public static NameKind Of(string path, Option option)
        => Options.TryGetValue(option.Name, out var kind) ? kind
            // "create trigger --from" and "replay --from" are points in the log.
            : option.Name == "--from" ? path is "create trigger" or "replay" ? NameKind.None : NameKind.File
            : option.HelpName is { } form && FileForms.Contains(form) ? NameKind.File
            : NameKind.None;
}
