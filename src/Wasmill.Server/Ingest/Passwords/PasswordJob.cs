namespace Wasmill.Server.Ingest.Passwords;

/// <summary>A queued password check.</summary>
/// <param name="Attempt">The attempt to check.</param>
/// <param name="Result">Receives the verdict.</param>
/// <param name="Abandoned">Canceled when the caller no longer waits.</param>
internal sealed record PasswordJob(PasswordAttempt Attempt, TaskCompletionSource<PasswordVerdict> Result, CancellationToken Abandoned);
