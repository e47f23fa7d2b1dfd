using System.CommandLine;
using Wasmill.Apps.Templates;
using Wasmill.CommandLine;
using Wasmill.Errors;

namespace Wasmill.Commands.Functions.Creating;

// Tested by: NewCommandTests, AddCommandTests
/// <summary>A template, a name and parameters, as <c>wasmill new</c> and <c>wasmill add</c> take them.</summary>
/// <param name="command">The command's name.</param>
/// <param name="what">What is created, such as "app".</param>
internal sealed class TemplateArguments(string command, string what)
{
    private readonly Argument<string[]> _words = new("words")
    {
        HelpName = "[TEMPLATE] NAME",
        Arity = new ArgumentArity(0, 2),
        Description = $"the template (unless given with -t) and the {what}'s name",
    };
    private readonly Option<string?> _template = new("--template", "-t") { Description = "the template" };
    private readonly Option<string[]> _values = new("--value", "-v")
    {
        HelpName = "NAME=VALUE",
        Description = "a parameter of the template; may be repeated",
    };
    private readonly Option<bool> _defaults = new("--accept-defaults", "-a")
    {
        Description = "use the defaults for all other parameters; wasmill never prompts",
    };

    /// <summary>Adds them to a command.</summary>
    public void AddTo(Command owner)
    {
        owner.Add(_words);
        owner.Add(_template);
        owner.Add(_values);
        owner.Add(_defaults);
    }

    /// <summary>Reads the template and the name.</summary>
    /// <param name="parsed">What the user wrote.</param>
    /// <param name="defaultName">The name where none is written; null if there must be one.</param>
    /// <exception cref="UserErrorException">One of them is missing, or given twice.</exception>
    public (string Template, string Name) ReadNames(ParseResult parsed, string? defaultName)
    {
        var words = parsed.GetValue(_words) ?? [];
        var known = string.Join(", ", AppTemplates.All.Select(template => template.Id));
        return (parsed.GetValue(_template), words) switch
        {
            ({ } template, [var name]) => (template, name),
            (null, [var template, var name]) => (template, name),
            ({ } template, []) when defaultName is not null => (template, defaultName),
            (null, [_]) => throw new UserErrorException(
                $"a template and a name are needed, such as \"wasmill {command} http-py {words[0]}\". Templates: {known}", ExitCodes.Usage),
            ({ }, [_, _]) => throw new UserErrorException("the template is given twice, with -t and as an argument", ExitCodes.Usage),
            _ => throw new UserErrorException(
                $"the {what}'s name is missing, such as \"wasmill {command} http-py wowow\". Templates: {known}", ExitCodes.Usage),
        };
    }

    /// <summary>Reads the parameters.</summary>
    /// <exception cref="UserErrorException">One of them has no value.</exception>
    public Dictionary<string, string> ReadValues(ParseResult parsed)
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
