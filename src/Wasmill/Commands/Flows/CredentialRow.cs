namespace Wasmill.Commands.Flows;

/// <summary>A credential of a broker's producers.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind"><c>bearer</c> or <c>basic</c>.</param>
/// <param name="Created">Time of creation.</param>
/// <param name="Secret">The token or password; only when it was just created.</param>
internal sealed record CredentialRow(string Name, string Kind, DateTimeOffset Created, string? Secret);
