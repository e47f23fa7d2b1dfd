namespace Wasmill.Commands.Flows;

/// <summary>An object that was created.</summary>
internal sealed record CreatedRow(IReadOnlyList<string> Names, string? Url);
