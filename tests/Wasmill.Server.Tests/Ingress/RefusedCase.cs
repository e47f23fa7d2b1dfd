namespace Wasmill.Server.Tests.Ingress;

/// <summary>A message that a rule forbids.</summary>
/// <param name="Headers">Header lines, each with its end; Latin-1.</param>
/// <param name="Body">The body.</param>
/// <param name="Mentioned">What the line that says why must name.</param>
/// <param name="Status">The answer.</param>
internal sealed record RefusedCase(string Headers, string Body, string Mentioned, int Status = 400);
