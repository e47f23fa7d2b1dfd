using System.CommandLine;
using Wasmill.CommandLine;
using Wasmill.Errors;
using Wasmill.Output;

namespace Wasmill.Commands.Functions;

/// <summary><c>wasmill plugins ...</c>: lists no plugins, because what Spin needs plugins for is built in.</summary>
internal sealed class PluginsCommand : WasmillCommand
{
    public PluginsCommand(CommandContext context) : base(context, "plugins", "List plugins; there are none, as Python support is built in")
    {
        TreatUnmatchedTokensAsErrors = false;
    }

    public override IReadOnlyList<string> Examples => ["wasmill plugins"];

    protected override Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        Terminal.Out.WriteLine(
            "Wasmill has no plugins: building Python functions (py2wasm) is built in. Go on with \"wasmill new\" or \"wasmill build\".");
        return Task.FromResult(ExitCodes.Success);
    }
}
