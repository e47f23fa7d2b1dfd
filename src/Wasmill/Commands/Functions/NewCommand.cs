using System.CommandLine;
using Wasmill.Apps.Templates;
using Wasmill.CommandLine;
using Wasmill.Commands.Functions.Creating;
using Wasmill.Errors;

namespace Wasmill.Commands.Functions;

/// <summary><c>wasmill new</c>: creates an app from a template, with the options of <c>spin new</c>.</summary>
internal sealed class NewCommand : WasmillCommand
{
    private readonly TemplateArguments _arguments = new("new", "app");
    private readonly Option<string?> _output = new("--output", "-o")
    {
        HelpName = "FOLDER",
        Description = "the folder to create (default: ./NAME)",
    };
    private readonly Option<bool> _init = new("--init") { Description = "create the app in the current folder" };
    private readonly Option<bool> _overwrite = new("--allow-overwrite") { Description = "allow a folder that is not empty" };

    private readonly Option<bool> _noVersionControl = new("--no-vcs") { Description = "write no .gitignore" };

    public NewCommand(CommandContext context) : base(context, "new", "Create a function from a template")
    {
        _arguments.AddTo(this);
        Add(_output);
        Add(_init);
        Add(_overwrite);
        Add(_noVersionControl);
    }

    public override IReadOnlyList<string> Examples =>
        ["wasmill new http-py wowow", "wasmill new -t event-py my-transformation", "wasmill new http-py hello -v http-path=/hello"];

    protected override Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var (template, name) = _arguments.ReadNames(
            parsed, parsed.GetValue(_init) ? Path.GetFileName(Directory.GetCurrentDirectory()) : null);
        var output = parsed.GetValue(_output) ?? (parsed.GetValue(_init) ? "." : name);
        try
        {
            var files = AppTemplates.Create(new NewAppRequest(
                template, name, output, _arguments.ReadValues(parsed), parsed.GetValue(_overwrite))
            {
                IgnoresBuiltFiles = !parsed.GetValue(_noVersionControl),
            });
            Terminal.Out.WriteLine($"Created {name} in {output}: {string.Join(", ", files)}");
            var place = output == "." ? "" : $"cd {output} && ";
            Terminal.Error.WriteLine($"Next: {place}wasmill build && wasmill up");
            return Task.FromResult(ExitCodes.Success);
        }
        catch (TemplateException error)
        {
            throw new UserErrorException(error.Message);
        }
    }
}
