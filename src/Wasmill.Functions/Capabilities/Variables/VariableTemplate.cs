namespace Wasmill.Functions.Capabilities.Variables;

// Tested by: VariableResolverTests
/// <summary>A text with <c>{{ name }}</c> placeholders, used in manifests for variables of components and for hosts.</summary>
public sealed class VariableTemplate
{
    private readonly List<TemplatePart> _parts = [];

    private VariableTemplate(string text) => Text = text;

    /// <summary>The template as written.</summary>
    public string Text { get; }

    /// <summary>Indicates whether the template has no placeholders.</summary>
    public bool IsLiteral => _parts.All(part => part.Variable is null);

    internal IReadOnlyList<TemplatePart> Parts => _parts;

    /// <summary>Parses a template.</summary>
    /// <exception cref="VariableException">A <c>{{</c> is not closed, or a placeholder is not a valid name; the message has the column,
    /// from 1.</exception>
    public static VariableTemplate Parse(string text)
    {
        var template = new VariableTemplate(text);
        var at = 0;
        while (at < text.Length)
        {
            var open = text.IndexOf("{{", at, StringComparison.Ordinal);
            if (open != at)
                template._parts.Add(new TemplatePart(text[at..(open < 0 ? text.Length : open)], null, at + 1));
            if (open < 0)
                break;
            var close = text.IndexOf("}}", open + 2, StringComparison.Ordinal);
            if (close < 0)
                throw new VariableException(FormattableString.Invariant($"\"{text}\", column {open + 1}: {{{{ is not closed with }}}}"));
            var name = text[(open + 2)..close].Trim();
            if (VariableName.Explain(name) is { } reason)
                throw new VariableException(
                    FormattableString.Invariant($"\"{text}\", column {open + 1}: \"{name}\" is not a valid variable name: {reason}"));
            template._parts.Add(new TemplatePart("", name, open + 1));
            at = close + 2;
        }

        return template;
    }

    /// <inheritdoc />
    public override string ToString() => Text;
}
