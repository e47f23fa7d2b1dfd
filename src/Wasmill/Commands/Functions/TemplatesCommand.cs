using System.CommandLine;
using Wasmill.Apps.Templates;
using Wasmill.CommandLine;
using Wasmill.Commands.Functions.Inspecting;
using Wasmill.Errors;
using Wasmill.Output;

namespace Wasmill.Commands.Functions;

/// <summary><c>wasmill templates ...</c>: there is nothing to install; says so and lists what there is.</summary>
internal sealed class TemplatesCommand : WasmillCommand
{
    private readonly OutputOption _output = SharedOptions.OutputOption();

    public TemplatesCommand(CommandContext context) : base(context, "templates", "List the templates; all are built in")
    {
        TreatUnmatchedTokensAsErrors = false;
        Add(_output);
    }

    public override IReadOnlyList<string> Examples => ["wasmill templates", "wasmill templates list -o json"];

    protected override Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        if (parsed.UnmatchedTokens is not ([] or ["list"]))
            Terminal.Error.WriteLine("Templates are built in: there is nothing to install.");
        if (OutputOption.IsJson(parsed))
        {
            JsonOutput.Write(
                Terminal,
                [.. AppTemplates.All.Select(template => new TemplateRow(template.Id, template.Description))],
                FunctionsJson.Default.TemplateRowArray);
            return Task.FromResult(ExitCodes.Success);
        }

        var table = new TextTable("Name", "Description");
        foreach (var template in AppTemplates.All)
            table.Add(template.Id, template.Description);
        table.Write(Terminal);
        return Task.FromResult(ExitCodes.Success);
    }
}
