using System.CommandLine;
using Wasmill.Apps.Building.Python;
using Wasmill.CommandLine;
using Wasmill.Errors;

namespace Wasmill.Commands.Functions;

/// <summary>The hidden command with which <c>./release</c> compiles the code that a package brings.</summary>
internal sealed class PackageCodeCommand : WasmillCommand
{
    private readonly Argument<string> _folder = new("folder") { Description = "the folder for the code" };
    private readonly Argument<string> _digests = new("digests") { Description = "the file for its digests" };

    public PackageCodeCommand(CommandContext context) : base(context, "package-code", "Compile the code that a package brings")
    {
        Hidden = true;
        Add(_folder);
        Add(_digests);
    }

    public override IReadOnlyList<string> Examples => ["wasmill package-code code code.sha256"];

    protected override async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        await PythonPackage.WriteAsync(parsed.GetValue(_folder)!, parsed.GetValue(_digests)!);
        return ExitCodes.Success;
    }
}
