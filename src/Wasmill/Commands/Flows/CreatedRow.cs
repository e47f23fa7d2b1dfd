namespace Wasmill.Commands.Flows;

/// <summary>An object that was created.</summary>
internal sealed record CreatedRow(IReadOnlyList<string> Names, string? Url)
{
    /// <summary>The bearer token that was created with a broker; shown only once.</summary>
    public string? Token { get; init; }
}
