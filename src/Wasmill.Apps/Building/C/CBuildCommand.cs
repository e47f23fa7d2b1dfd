namespace Wasmill.Apps.Building.C;

/// <summary>A build command for C that Wasmill runs itself: <c>wasmill build-c app.c -o app.wasm</c>.</summary>
/// <param name="Sources">The files to compile, relative to the component's folder.</param>
/// <param name="Output">The file to write.</param>
public sealed record CBuildCommand(IReadOnlyList<string> Sources, string Output)
{
    /// <summary>The output if the command does not name one.</summary>
    public const string DefaultOutput = "app.wasm";

    /// <summary>Parses a command line.</summary>
    /// <returns>Null for any other command, which the shell must run.</returns>
    public static CBuildCommand? TryParse(string command)
    {
        var words = ShellWords.TrySplit(command) ?? [];
        if (words is not ["wasmill", "build-c", ..])
            return null;

        var sources = new List<string>();
        var output = DefaultOutput;
        for (var i = 2; i < words.Count; i++)
        {
            if (words[i] is "-o" or "--output" && i + 1 < words.Count)
                output = words[++i];
            else if (words[i].StartsWith('-'))
                return null;
            else
                sources.Add(words[i]);
        }

        return sources.Count == 0 || output.Length == 0 ? null : new CBuildCommand(sources, output);
    }
}
