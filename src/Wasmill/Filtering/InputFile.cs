using Wasmill.Errors;
using Wasmill.Output;
using Wasmill.Storage;

namespace Wasmill.Filtering;

/// <summary>Reads files that a user named.</summary>
internal static class InputFile
{
    /// <summary>The text of a file, or of standard input (<c>-</c>).</summary>
    /// <param name="terminal">The terminal with standard input.</param>
    /// <param name="path">The file.</param>
    /// <param name="what">Description of the content, for messages.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="UserErrorException">The file cannot be read. This is a usage error (exit code 2), because
    /// 1 has another meaning for the callers.</exception>
    public static async Task<string> ReadTextAsync(ITerminal terminal, string path, string what, CancellationToken cancellationToken)
    {
        if (path == "-")
            return await terminal.In.ReadToEndAsync(cancellationToken);
        if (Directory.Exists(path))
            throw new UserErrorException($"{what} cannot be read: \"{path}\" is a folder, not a file", ExitCodes.Usage);
        if (!File.Exists(path))
            throw new UserErrorException($"{what} cannot be read: \"{path}\" does not exist", ExitCodes.Usage);
        try
        {
            return await File.ReadAllTextAsync(path, cancellationToken);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException($"{what} cannot be read: \"{path}\": {IoReason.Of(error)}", ExitCodes.Usage);
        }
    }
}
