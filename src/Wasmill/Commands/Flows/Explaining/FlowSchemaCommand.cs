using System.CommandLine;
using Wasmill.CommandLine;
using Wasmill.Errors;
using Wasmill.Flows.Components;
using Wasmill.Flows.Documentation;

namespace Wasmill.Commands.Flows.Explaining;

/// <summary><c>wasmill flow schema</c>.</summary>
internal sealed class FlowSchemaCommand(CommandContext context, ComponentKinds kinds)
    : WasmillCommand(context, "schema", "Print the JSON Schema of a flow file's documents, for editors")
{
    public override IReadOnlyList<string> Examples => ["wasmill flow schema > flow.schema.json"];

    protected override Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        Terminal.Out.Write(FlowSchema.Write(kinds));
        return Task.FromResult(ExitCodes.Success);
    }
}
