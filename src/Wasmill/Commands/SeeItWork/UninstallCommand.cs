using System.CommandLine;
using Wasmill.CommandLine;
using Wasmill.Errors;
using Wasmill.Storage;

namespace Wasmill.Commands.SeeItWork;

/// <summary><c>wasmill uninstall</c>: removes what install.sh has installed for this user.</summary>
internal sealed class UninstallCommand : WasmillCommand
{
    private readonly Option<bool> _yes = new("--yes", "-y") { Description = "do not ask" };

    public UninstallCommand(CommandContext context) : base(context, "uninstall", "Remove this program, which install.sh installed")
        => Add(_yes);

    public override IReadOnlyList<string> Examples => ["wasmill uninstall", "wasmill uninstall --yes"];

    // (1) Find what was installed; (2) refuse while a broker runs; (3) ask; (4) remove; (5) say what is left.
    protected override async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        // 1
        var installed = Installation.Find(Context.Program[0])
            ?? throw new UserErrorException(
                "this program was not installed by install.sh; remove it the way it was installed: \"apt remove wasmill\" for the Debian "
                    + "package, \"dotnet tool uninstall --global wasmill\" for the .NET tool, or delete the unpacked folder");

        // 2
        foreach (var name in Context.Home.Brokers().Where(name => Context.Home.Folder(name).IsLocked()))
            throw new UserErrorException($"the broker \"{name}\" is running; stop it first with \"wasmill stop {name}\"");

        // 3
        Terminal.Out.WriteLine("This removes:");
        foreach (var path in installed.Files.Append(installed.Folder))
            Terminal.Out.WriteLine($"  {path}");
        if (!parsed.GetValue(_yes) && !await AskAsync(cancellationToken))
        {
            Terminal.Out.WriteLine("Nothing was removed");
            return ExitCodes.Failure;
        }

        // 4
        try
        {
            installed.Remove();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException($"not everything could be removed: {IoReason.Sentence(error)}");
        }

        // 5
        Terminal.Out.WriteLine("Removed");
        Leave(Context.Home.Path, "your brokers with their events");
        Leave(Context.CacheFolder, "compiled code");
        return ExitCodes.Success;
    }

    private void Leave(string folder, string content)
    {
        if (Directory.Exists(folder))
            Terminal.Out.WriteLine($"Left: {folder} ({content}). Remove it with: rm -r {folder}");
    }

    private async Task<bool> AskAsync(CancellationToken cancellationToken)
    {
        Terminal.Error.Write("Remove them? [y/N] ");
        Terminal.Error.Flush();
        return await Terminal.In.ReadLineAsync(cancellationToken) is { } answer
            ? answer.Trim().ToUpperInvariant() is "Y" or "YES"
            : throw new UserErrorException("there is nobody to ask; add --yes to remove them without a question", ExitCodes.Usage);
    }
}
