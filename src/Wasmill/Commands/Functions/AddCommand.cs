using System.CommandLine;
using Wasmill.Apps.Manifests;
using Wasmill.Apps.Manifests.Errors;
using Wasmill.Apps.Templates;
using Wasmill.CommandLine;
using Wasmill.Commands.Functions.Creating;
using Wasmill.Errors;
using Wasmill.Output;

namespace Wasmill.Commands.Functions;

/// <summary><c>wasmill add</c>: adds a component from a template to an app, with the options of <c>spin add</c>.</summary>
internal sealed class AddCommand : WasmillCommand
{
    private readonly TemplateArguments _arguments = new("add", "component");
    private readonly Option<string?> _file = new("--file", "-f")
    {
        HelpName = "FILE",
        Description = "the app's manifest, or its folder (default: the nearest spin.toml)",
    };

    private readonly OutputOption _output = SharedOptions.OutputOption();

    public AddCommand(CommandContext context) : base(context, "add", "Add a function from a template to an app")
    {
        _arguments.AddTo(this);
        Add(_file);
        Add(_output);
    }

    public override IReadOnlyList<string> Examples =>
        ["wasmill add http-py hello", "wasmill add -t http-c fast -v http-path=/fast", "wasmill add http-py hello -f my-app/spin.toml"];

    protected override Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var (template, name) = _arguments.ReadNames(parsed, defaultName: null);
        try
        {
            var app = AppLocator.Locate(parsed.GetValue(_file));
            var manifest = app.ManifestPath ?? throw new UserErrorException($"{parsed.GetValue(_file)} is a module; use its spin.toml");
            var files = AppTemplates.Add(new AddComponentRequest(template, name, manifest, _arguments.ReadValues(parsed)));
            if (OutputOption.IsJson(parsed))
            {
                JsonOutput.Write(Terminal, new AddedRow(name, manifest, files), FunctionsJson.Default.AddedRow);
                return Task.FromResult(ExitCodes.Success);
            }

            Terminal.Out.WriteLine($"Added {name} to {manifest}: {string.Join(", ", files)}");
            Terminal.Error.WriteLine($"Next: wasmill build -c {name} && wasmill up");
            return Task.FromResult(ExitCodes.Success);
        }
        catch (Exception error) when (error is TemplateException or ManifestException)
        {
            throw new UserErrorException(error.Message);
        }
    }
}
