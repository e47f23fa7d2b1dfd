using Wasmill.Errors;
using Wasmill.Output;

namespace Wasmill.Filtering;

/// <summary>Reads files that a user named.</summary>
internal static class InputFile
{
    /// <summary>The text of a file, or of standard input (<c>-</c>).</summary>
    /// <param name="terminal">Has standard input.</param>
    /// <param name="path">The file.</param>
    /// <param name="what">What it should hold, for messages.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="UserErrorException">It cannot be read. That is a mistake on the command line:
    /// 1 means something else to the callers.</exception>
    public static async Task<string> ReadTextAsync(ITerminal terminal, string path, string what, CancellationToken cancellationToken)
    {
        if (path == "-")
            return await terminal.In.ReadToEndAsync(cancellationToken);
        if (!File.Exists(path))
            throw new UserErrorException($"{what} cannot be read: there is no file \"{path}\"", ExitCodes.Usage);
        try
        {
            return await File.ReadAllTextAsync(path, cancellationToken);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException($"{what} cannot be read: {error.Message}", ExitCodes.Usage);
        }
    }
}
