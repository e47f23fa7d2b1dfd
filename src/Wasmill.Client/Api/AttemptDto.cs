namespace Wasmill.Client.Api;

/// <summary>One delivery attempt.</summary>
/// <param name="Number">The number of the attempt, from 1.</param>
/// <param name="Ended">Time when the attempt ended.</param>
/// <param name="Status">The HTTP status, or null.</param>
/// <param name="Reason">The reason for the failure; empty when the attempt succeeded.</param>
/// <param name="Log">The target's log output, such as a function's.</param>
public sealed record AttemptDto(int Number, DateTimeOffset Ended, int? Status, string Reason, IReadOnlyList<string> Log);
