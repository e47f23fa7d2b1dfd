namespace Wasmill.Server.Ingest.Passwords;

/// <summary>A password check that waits for its turn.</summary>
/// <param name="Attempt">What is checked.</param>
/// <param name="Result">Gets the verdict.</param>
/// <param name="Abandoned">Canceled when nobody waits for it any more.</param>
internal sealed record PasswordJob(PasswordAttempt Attempt, TaskCompletionSource<PasswordVerdict> Result, CancellationToken Abandoned);
