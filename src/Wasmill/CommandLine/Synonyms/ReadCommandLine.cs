using System.CommandLine;
using Wasmill.CommandLine.Usage;

namespace Wasmill.CommandLine.Synonyms;

/// <summary>A command line that was read.</summary>
/// <param name="Parsed">What the parser made of it.</param>
/// <param name="Problem">The mistake to report instead of running it; null if there is none.</param>
internal sealed record ReadCommandLine(ParseResult Parsed, UsageProblem? Problem)
{
    /// <summary>Reads a command line: (1) translates the words of other tools; (2) parses; (3) looks for a mistake.</summary>
    /// <param name="root">The commands.</param>
    /// <param name="words">The words after the program's name.</param>
    public static ReadCommandLine Of(RootCommand root, IReadOnlyList<string> words)
    {
        // 1
        var told = SynonymTranslation.Translate(root, words, out var translated);

        // 2. By default the library expands "@FILE" to the words of the file; here it is a value of --variable.
        var parsed = root.Parse(translated, new ParserConfiguration { ResponseFileTokenReplacer = null });

        // 3
        return new ReadCommandLine(parsed, told ?? UsageCheck.Find(parsed));
    }
}
