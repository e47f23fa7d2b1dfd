namespace Wasmill.CommandLine.Synonyms;

/// <summary>An option of another tool.</summary>
/// <param name="Tool">The tool, for the reference page.</param>
/// <param name="Command">Our command that gets the option; <c>*</c> for every command.</param>
/// <param name="Name">The option.</param>
internal sealed record OptionSynonym(string Tool, string Command, string Name)
{
    /// <summary>Stands for every command.</summary>
    public const string Any = "*";

    /// <summary>The words that take its place, empty to leave only the option's value; null if the option is not accepted.</summary>
    public string? Means { get; init; }

    /// <summary>What to write instead; null if the option is accepted.</summary>
    public string? Advice { get; init; }
}
