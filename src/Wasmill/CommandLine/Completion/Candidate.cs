namespace Wasmill.CommandLine.Completion;

/// <summary>A word that completes a command line.</summary>
/// <param name="Word">The whole word.</param>
/// <param name="Description">Its description in a few words, or empty.</param>
internal sealed record Candidate(string Word, string Description);
