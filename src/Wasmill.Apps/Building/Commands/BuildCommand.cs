namespace Wasmill.Apps.Building.Commands;

/// <summary>
/// A build command that Wasmill runs itself: <c>wasmill build-py app -o app.wasm</c>, or Spin's <c>spin py2wasm app -o app.wasm</c>.
/// </summary>
/// <param name="Module">The main module.</param>
/// <param name="Output">The file to write.</param>
public sealed record BuildCommand(string Module, string Output)
{
    private const string LongOutput = "--output=";

    // The defaults of the two commands.
    private const string DefaultOutput = "app.wasm";
    private const string SpinsDefaultOutput = "index.wasm";

    /// <summary>Indicates whether a command is Spin's command for JavaScript.</summary>
    public static bool IsJavaScript(string command)
        => ShellWords.TrySplit(command) is ["spin", "js2wasm", ..] or ["wasmill", "build-js", ..];

    /// <summary>Parses a command line.</summary>
    /// <returns>Null for any other command, which the shell must run.</returns>
    public static BuildCommand? TryParse(string command)
    {
        var words = ShellWords.TrySplit(command) ?? [];
        if (words is not (["wasmill", "build-py", ..] or ["spin", "py2wasm", ..]))
            return null;

        string? module = null;
        var output = words[0] == "spin" ? SpinsDefaultOutput : DefaultOutput;
        for (var i = 2; i < words.Count; i++)
        {
            if (words[i] is "-o" or "--output" && i + 1 < words.Count)
                output = words[++i];
            else if (words[i].StartsWith(LongOutput, StringComparison.Ordinal))
                output = words[i][LongOutput.Length..];
            else if (words[i].StartsWith('-') || module is not null)
                return null;
            else
                module = words[i];
        }

        return module is null or "" || output.Length == 0 ? null : new BuildCommand(module, output);
    }
}
