namespace Wasmill.Apps.Templates;

/// <summary>What <c>wasmill new</c> is asked for.</summary>
/// <param name="Template">The template's id.</param>
/// <param name="Name">The app's name.</param>
/// <param name="Output">The folder to make.</param>
/// <param name="Values">The template's parameters; missing ones take their defaults.</param>
/// <param name="AllowOverwrite">Whether the folder may have content already.</param>
public sealed record NewAppRequest(string Template, string Name, string Output, IReadOnlyDictionary<string, string> Values, bool AllowOverwrite);
