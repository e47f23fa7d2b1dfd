using System.CommandLine;
using Wasmill.CommandLine;
using Wasmill.Output;

namespace Wasmill.Commands.SeeItWork;

/// <summary><c>wasmill demo</c>: the whole flow for real, in a temporary home.</summary>
internal sealed class DemoCommand : WasmillCommand
{
    public DemoCommand(CommandContext context) : base(context, "demo", "Run a complete flow of events in a temporary folder")
    {
    }

    public override IReadOnlyList<string> Examples => ["wasmill demo"];

    protected override async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        await using var stage = DemoStage.Open(Context);
        return await new DemoScript(stage, Terminal, Context.Time).RunAsync(cancellationToken);
    }
}
