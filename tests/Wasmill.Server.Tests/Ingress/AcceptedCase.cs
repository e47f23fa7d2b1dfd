namespace Wasmill.Server.Tests.Ingress;

/// <summary>A message that a rule allows, and what a subscriber gets for it.</summary>
/// <param name="Headers">Header lines, each with its end; Latin-1.</param>
/// <param name="Body">The body.</param>
/// <param name="Expected">Header lines of the delivery, <c>NAME: VALUE</c>, or <c>!NAME</c> for one that must not be there.</param>
/// <param name="Payload">The delivery's body; null when it does not matter.</param>
internal sealed record AcceptedCase(string Headers, string Body, string[] Expected, string? Payload = null);
