namespace Wasmill.Apps.Building;

/// <summary>A build command that Wasmill carries out itself: <c>wasmill build-py app -o app.wasm</c>, and Spin's <c>spin py2wasm app -o app.wasm</c>.</summary>
/// <param name="Module">The main module.</param>
/// <param name="Output">The file to write.</param>
public sealed record BuildCommand(string Module, string Output)
{
    private const string DefaultOutput = "index.wasm";

    /// <summary>Reads a command line.</summary>
    /// <returns>Null when it is another command, which the shell must run.</returns>
    public static BuildCommand? TryParse(string command)
    {
        var words = command.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (words is not (["wasmill", "build-py", ..] or ["spin", "py2wasm", ..]))
            return null;

        string? module = null;
        var output = DefaultOutput;
        for (var i = 2; i < words.Length; i++)
        {
            if (words[i] is "-o" or "--output" && i + 1 < words.Length)
                output = words[++i];
            else if (words[i].StartsWith('-') || module is not null)
                return null;
            else
                module = words[i];
        }

        return module is null ? null : new BuildCommand(module, output);
    }
}
