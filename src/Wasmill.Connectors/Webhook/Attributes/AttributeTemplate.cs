using System.Diagnostics.CodeAnalysis;
using System.Text;
using Microsoft.AspNetCore.Http;
using Wasmill.Events.Filters.Data;
using Wasmill.Web.Messages;

namespace Wasmill.Connectors.Webhook.Attributes;

/// <summary>
/// The text of an attribute, with placeholders for parts of a request: <c>{header:NAME}</c> is a header, <c>{data:/POINTER}</c> a string,
/// number or boolean in a JSON payload.
/// <c>{{</c> is a brace.
/// </summary>
public sealed class AttributeTemplate
{
    private const string Forms = "use text with {header:NAME} or {data:/POINTER} in it, and {{ for a brace";
    private const string Header = "header:";
    private const string Pointer = "data:";

    private readonly IReadOnlyList<TemplatePlace> _parts;

    private AttributeTemplate(string text, IReadOnlyList<TemplatePlace> parts)
    {
        Text = text;
        _parts = parts;
    }

    /// <summary>The template with an empty text.</summary>
    public static AttributeTemplate Empty { get; } = new("", [new TemplatePlace { Literal = "" }]);

    /// <summary>The template as written.</summary>
    public string Text { get; }

    /// <summary>The text of a template without placeholders; null if it has placeholders.</summary>
    public string? Fixed => _parts.All(part => part.Literal is not null) ? string.Concat(_parts.Select(part => part.Literal)) : null;

    /// <summary>Parses a template.</summary>
    /// <param name="text">The template as written.</param>
    /// <param name="template">The template if it is valid.</param>
    /// <param name="problem">The error, in one line.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out AttributeTemplate? template, [NotNullWhen(false)] out string? problem)
    {
        (template, problem) = (null, null);
        var parts = new List<TemplatePlace>();
        var literal = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '{')
            {
                literal.Append(text[i]);
                continue;
            }

            if (i + 1 < text.Length && text[i + 1] == '{')
            {
                literal.Append('{');
                i++;
                continue;
            }

            var end = text.IndexOf('}', i);
            if (end < 0 || Read(text[(i + 1)..end]) is not { } place)
            {
                problem = $"\"{text}\" is not a valid attribute; {Forms}";
                return false;
            }

            if (literal.Length > 0)
                parts.Add(new TemplatePlace { Literal = literal.ToString() });
            literal.Clear();
            parts.Add(place);
            i = end;
        }

        if (literal.Length > 0 || parts.Count == 0)
            parts.Add(new TemplatePlace { Literal = literal.ToString() });
        template = new AttributeTemplate(text, parts);
        return true;
    }

    /// <summary>Returns the text for a request; null when the request lacks a part.</summary>
    /// <param name="headers">The request's headers.</param>
    /// <param name="payload">Its payload.</param>
    /// <param name="missing">The missing part, as the beginning of a sentence.</param>
    internal string? Fill(IHeaderDictionary headers, JsonPayloadReader payload, out string missing)
    {
        missing = "";
        var text = new StringBuilder();
        foreach (var part in _parts)
        {
            var value = part.Literal ?? (part.Steps is { } steps ? payload.Find(steps) : HeaderOf(headers, part.Name));
            if (value is null)
            {
                missing = part.Steps is null ? $"the header {part.Name}" : $"{part.Name} in the payload";
                return null;
            }

            text.Append(value);
        }

        return text.ToString();
    }

    private static string? HeaderOf(IHeaderDictionary headers, string name)
        => headers[name] is [{ Length: > 0 } value] ? HeaderBytes.ToText(value) : null;

    private static TemplatePlace? Read(string place)
    {
        if (place.StartsWith(Header, StringComparison.Ordinal) && place.Length > Header.Length)
            return new TemplatePlace { Name = place[Header.Length..] };
        return place.StartsWith(Pointer + "/", StringComparison.Ordinal) && JsonPointer.TryParse(place[Pointer.Length..]) is { } steps
            ? new TemplatePlace { Name = place[Pointer.Length..], Steps = steps }
            : null;
    }
}
