using System.CommandLine;
using Wasmill.Apps.Templates;
using Wasmill.CommandLine;
using Wasmill.Errors;
using Wasmill.Output;

namespace Wasmill.Commands.Functions;

/// <summary><c>wasmill new</c>: creates an app from a template, with the options of <c>spin new</c>.</summary>
internal sealed class NewCommand : WasmillCommand
{
    private readonly Argument<string[]> _words = new("words")
    {
        HelpName = "[TEMPLATE] NAME",
        Arity = new ArgumentArity(0, 2),
        Description = "the template (unless given with -t) and the app's name",
    };
    private readonly Option<string?> _template = new("--template", "-t") { Description = "the template" };
    private readonly Option<string?> _output = new("--output", "-o")
    {
        HelpName = "FOLDER",
        Description = "the folder to create (default: ./NAME)",
    };
    private readonly Option<string[]> _values = new("--value", "-v")
    {
        HelpName = "NAME=VALUE",
        Description = "a parameter of the template; may be repeated",
    };
    private readonly Option<bool> _defaults = new("--accept-defaults", "-a")
    {
        Description = "use the defaults for all other parameters; wasmill never prompts",
    };
    private readonly Option<bool> _init = new("--init") { Description = "create the app in the current folder" };
    private readonly Option<bool> _overwrite = new("--allow-overwrite") { Description = "allow a folder that is not empty" };

    private readonly Option<bool> _noVersionControl = new("--no-vcs") { Description = "write no .gitignore" };

    public NewCommand(CommandContext context) : base(context, "new", "Create a function from a template")
    {
        Add(_words);
        Add(_template);
        Add(_output);
        Add(_values);
        Add(_defaults);
        Add(_init);
        Add(_overwrite);
        Add(_noVersionControl);
    }

    public override IReadOnlyList<string> Examples =>
        ["wasmill new http-py wowow", "wasmill new -t event-py my-transformation", "wasmill new http-py hello -v http-path=/hello"];

    protected override Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var (template, name) = ReadNames(parsed);
        var output = parsed.GetValue(_output) ?? (parsed.GetValue(_init) ? "." : name);
        try
        {
            var files = AppTemplates.Create(new NewAppRequest(template, name, output, ReadValues(parsed), parsed.GetValue(_overwrite))
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

    private (string Template, string Name) ReadNames(ParseResult parsed)
    {
        var words = parsed.GetValue(_words) ?? [];
        var known = string.Join(", ", AppTemplates.All.Select(template => template.Id));
        return (parsed.GetValue(_template), words) switch
        {
            ({ } template, [var name]) => (template, name),
            (null, [var template, var name]) => (template, name),
            ({ } template, []) when parsed.GetValue(_init) => (template, Path.GetFileName(Directory.GetCurrentDirectory())),
            (null, [_]) => throw new UserErrorException(
                $"a template and a name are needed, such as \"wasmill new http-py {words[0]}\". Templates: {known}", ExitCodes.Usage),
            ({ }, [_, _]) => throw new UserErrorException("the template is given twice, with -t and as an argument", ExitCodes.Usage),
            _ => throw new UserErrorException(
                $"the app's name is missing, such as \"wasmill new http-py wowow\". Templates: {known}", ExitCodes.Usage),
        };
    }

    private Dictionary<string, string> ReadValues(ParseResult parsed)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var text in parsed.GetValue(_values) ?? [])
        {
            var equals = text.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0)
                throw new UserErrorException($"\"{text}\" is not a valid parameter; use -v NAME=VALUE", ExitCodes.Usage);
            values[text[..equals]] = text[(equals + 1)..];
        }

        return values;
    }
}
