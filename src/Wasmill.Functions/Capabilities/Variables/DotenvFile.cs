using Wasmill.Storage;
using Wasmill.Storage.HostFiles;

namespace Wasmill.Functions.Capabilities.Variables;

/// <summary>
/// Reads a <c>.env</c> file: lines <c>NAME=value</c>, with or without <c>export</c> before them. A value in single quotes is taken
/// literally; in double quotes, <c>\n</c>, <c>\"</c> and <c>\\</c> are escapes; without quotes, the value ends before <c> #</c>. Empty
/// lines and lines that begin with <c>#</c> are ignored.
/// </summary>
internal static class DotenvFile
{
    /// <summary>Reads a file that no setting names: if it were a pipe, the app would hang at startup without a message.</summary>
    /// <exception cref="VariableException">The file is not a regular file, cannot be read, or has a malformed line.</exception>
    public static IReadOnlyDictionary<string, string> ReadRegular(string path)
        => RegularFile.Explain(RegularFile.KindOf(HostPaths.Resolve(path) ?? path)) is { } reason
            ? throw new VariableException($"the file {path} with variables cannot be read: it {reason}; to read it anyway, "
                + "set dotenv_path to it in the runtime config file")
            : Read(path);

    /// <summary>Reads the file.</summary>
    /// <exception cref="VariableException">The file cannot be read or has a malformed line.</exception>
    public static IReadOnlyDictionary<string, string> Read(string path)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        var number = 0;
        foreach (var line in ReadLines(path))
        {
            number++;
            var text = line.Trim();
            if (text.Length == 0 || text[0] == '#')
                continue;
            if (text.StartsWith("export ", StringComparison.Ordinal))
                text = text["export ".Length..].TrimStart();
            var equals = text.IndexOf('=', StringComparison.Ordinal);
            if (equals < 1 || ReadValue(text[(equals + 1)..].Trim()) is not { } value)
                throw new VariableException(FormattableString.Invariant($"{path}:{number}: this line is not NAME=value"));
            values[text[..equals].TrimEnd()] = value;
        }

        return values;
    }

    private static string[] ReadLines(string path)
    {
        try
        {
            return File.ReadAllLines(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new VariableException($"the file {path} with variables cannot be read: {IoReason.Of(error)}", error);
        }
    }

    private static string? ReadValue(string text)
    {
        if (text is ['"' or '\'', ..])
        {
            var (inner, rest) = Unquote(text);
            rest = rest?.TrimStart();
            return rest is null or [not '#', ..] ? null : inner;
        }

        var comment = text.IndexOf(" #", StringComparison.Ordinal);
        return comment < 0 ? text : text[..comment].TrimEnd();
    }

    private static (string Inner, string? After) Unquote(string text)
    {
        var inner = new System.Text.StringBuilder();
        for (var i = 1; i < text.Length; i++)
        {
            if (text[i] == text[0])
                return (inner.ToString(), text[(i + 1)..]);
            if (text[0] == '"' && text[i] == '\\' && i + 1 < text.Length)
                inner.Append(text[++i] == 'n' ? '\n' : text[i]);
            else
                inner.Append(text[i]);
        }

        return ("", null);
    }
}
