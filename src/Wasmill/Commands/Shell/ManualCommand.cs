using System.CommandLine;
using System.Globalization;
using System.Reflection;
using Wasmill.CommandLine;
using Wasmill.CommandLine.Documentation;
using Wasmill.Errors;

namespace Wasmill.Commands.Shell;

// Tested by: ManualTests, ReferenceTests
/// <summary>The hidden command that writes the manual pages of a package, and the reference in docs.</summary>
internal sealed class ManualCommand : WasmillCommand
{
    private readonly Argument<string> _folder = new("folder") { Description = "the folder to write to, which is created" };
    private readonly Option<bool> _markdown = new("--markdown") { Description = "write the reference in Markdown, not manual pages" };

    public ManualCommand(CommandContext context) : base(context, "manual", "Write the manual pages of all commands")
    {
        Hidden = true;
        Add(_folder);
        Add(_markdown);
    }

    public override IReadOnlyList<string> Examples => ["wasmill manual man1", "wasmill manual --markdown docs/reference"];

    protected override async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateDirectory(parsed.GetValue(_folder)!).FullName;
        var groups = HelpLayout.GroupsOf(parsed.RootCommandResult.Command);
        var version = typeof(ManualCommand).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
        IEnumerable<(string File, string Text)> pages = parsed.GetValue(_markdown)
            ? MarkdownReference.Write(groups, Context.Kinds)
            : new ManualPages(version.Split('+')[0], Date()).Write(groups);
        foreach (var (file, text) in pages)
            await File.WriteAllTextAsync(Path.Combine(folder, file), text, cancellationToken);
        return ExitCodes.Success;
    }

    // The convention of reproducible builds: the same source gives the same pages on any day.
    private DateTimeOffset Date()
        => long.TryParse(Environment.GetEnvironmentVariable("SOURCE_DATE_EPOCH"), CultureInfo.InvariantCulture, out var seconds)
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : Context.Time.GetUtcNow();
}
