namespace Wasmill.CommandLine.Synonyms;

/// <summary>A command of another tool.</summary>
/// <param name="Tool">The tool, for the reference page.</param>
/// <param name="Words">The words of its command, without the name of the tool.</param>
internal sealed record CommandSynonym(string Tool, string Words)
{
    /// <summary>The words that take their place; null if the command is not accepted.</summary>
    public string? Means { get; init; }

    /// <summary>What to write instead; null if the command is accepted.</summary>
    public string? Advice { get; init; }
}
