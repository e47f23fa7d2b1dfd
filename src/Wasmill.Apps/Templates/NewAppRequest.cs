namespace Wasmill.Apps.Templates;

/// <summary>The arguments of <c>wasmill new</c>.</summary>
/// <param name="Template">The ID of the template.</param>
/// <param name="Name">The name of the app.</param>
/// <param name="Output">The folder to create.</param>
/// <param name="Values">The parameters of the template; missing ones get their defaults.</param>
/// <param name="AllowOverwrite">Indicates whether the folder may already have content.</param>
public sealed record NewAppRequest(
    string Template, string Name, string Output, IReadOnlyDictionary<string, string> Values, bool AllowOverwrite)
{
    /// <summary>Indicates whether a <c>.gitignore</c> for built files is written, unless the folder has one.</summary>
    /// <value>Default true.</value>
    public bool IgnoresBuiltFiles { get; init; } = true;
}
