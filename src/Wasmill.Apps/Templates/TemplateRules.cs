using System.Text.RegularExpressions;
using Wasmill.Apps.Manifests.Rules;
using Wasmill.Events;

namespace Wasmill.Apps.Templates;

// Tested by: NewAppTests, AppTemplatesTests
/// <summary>The rules of what <c>wasmill new</c> and <c>wasmill add</c> are given.</summary>
internal static partial class TemplateRules
{
    // Spin's templates for languages that are not supported here.
    private static readonly string[] JavaScript = ["http-js", "http-ts", "event-js", "event-ts"];

    /// <summary>Checks a template, a name and parameters.</summary>
    /// <param name="template">The ID of the template.</param>
    /// <param name="name">The name of the app or component.</param>
    /// <param name="what">What has the name, such as "app".</param>
    /// <param name="values">The parameters.</param>
    /// <exception cref="TemplateException">One of them breaks a rule.</exception>
    public static void Check(string template, string name, string what, IReadOnlyDictionary<string, string> values)
    {
        var known = AppTemplates.All.Select(one => one.Id).ToList();
        if (JavaScript.Contains(template))
            throw new TemplateException($"template {template} does not exist: this version of wasmill does not build JavaScript. "
                + $"Templates: {string.Join(", ", known)}");
        if (!known.Contains(template))
        {
            var guess = Spelling.Closest(template, known);
            throw new TemplateException($"template \"{template}\" does not "
                + $"exist{(guess is null ? "." : $"; did you mean {guess}?")} Templates: {string.Join(", ", known)}");
        }

        if (!NamePattern().IsMatch(name))
            throw new TemplateException($"\"{name}\" is not a valid {what} name; use lower-case words joined by hyphens, "
                + "each beginning with a letter, such as my-app");
        Check(values);
    }

    private static void Check(IReadOnlyDictionary<string, string> values)
    {
        if (values.Keys.FirstOrDefault(name => !TemplateContent.Parameters.ContainsKey(name)) is { } unknown)
            throw new TemplateException(
                $"parameter \"{unknown}\" does not exist; the template has {string.Join(", ", TemplateContent.Parameters.Keys)}");
        if (values.FirstOrDefault(pair => pair.Value.Any(char.IsControl)) is { Key: { } broken })
            throw new TemplateException($"the value of {broken} contains control characters, such as a line break; use a single line");
        if (values.TryGetValue(TemplateContent.Route, out var route) && !RoutePattern().IsMatch(route))
            throw new TemplateException(
                $"\"{route}\" is not a valid http-path; use a path that begins with / and contains no blanks, such as /... or /hello");
        if (route is not null && RouteRules.Explain(route) is { } reason)
            throw new TemplateException(reason);
    }

    [GeneratedRegex(@"^[a-z][a-z0-9]*(-[a-z][a-z0-9]*)*\z")]
    private static partial Regex NamePattern();

    [GeneratedRegex(@"^/\S*\z")]
    private static partial Regex RoutePattern();
}
