using System.Text.RegularExpressions;

namespace Wasmill.Apps.Manifests.Rules;

/// <summary>The rules for names of components, variables and stores.</summary>
internal static partial class IdRules
{
    /// <summary>Indicates whether a text is in kebab case, such as <c>my-component</c>.</summary>
    public static bool IsKebab(string text) => KebabPattern().IsMatch(text);

    /// <summary>
    /// Indicates whether a text is in lower snake case, such as <c>my_variable</c>: no consecutive underscores and none at the end.
    /// </summary>
    public static bool IsSnake(string text) => SnakePattern().IsMatch(text);

    [GeneratedRegex(@"^[a-z][a-z0-9]*(-[a-z][a-z0-9]*)*\z")]
    private static partial Regex KebabPattern();

    [GeneratedRegex(@"^[a-z][a-z0-9]*(_[a-z0-9]+)*\z")]
    private static partial Regex SnakePattern();
}
