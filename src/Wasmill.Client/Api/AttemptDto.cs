namespace Wasmill.Client.Api;

/// <summary>One attempt.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Status">The HTTP status, or null.</param>
/// <param name="Reason">Why it failed; empty when it did not.</param>
/// <param name="Log">What the target told, such as a function's output.</param>
public sealed record AttemptDto(int Number, int? Status, string Reason, IReadOnlyList<string> Log);
