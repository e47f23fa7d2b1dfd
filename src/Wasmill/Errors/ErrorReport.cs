using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Wasmill.Client;
using Wasmill.Output;
using Wasmill.Server.Hosting;
using Wasmill.Storage;

namespace Wasmill.Errors;

// Tested by: WasmillProgramTests
/// <summary>Writes errors to the terminal.</summary>
internal static class ErrorReport
{
    private static readonly JsonWriterOptions OneLine = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>
    /// Writes <c>Error: ...</c> to standard error, further lines as they are; or a line of JSON, for a command that writes JSON.
    /// </summary>
    public static void Write(ITerminal terminal, ErrorRow error, bool asJson)
        => terminal.Error.WriteLine(asJson ? TextOf(error) : terminal.Bad("Error:") + " " + error.Message);

    /// <summary>Reports an exception that no command expected: the operating system refused something, or there is a bug.</summary>
    /// <returns>The exit code.</returns>
    public static int WriteUnexpected(ITerminal terminal, Exception exception, bool asJson)
    {
        if (exception is DiskFailedException)
        {
            Write(terminal, new ErrorRow(ErrorCodes.DiskFailed, exception.Message), asJson);
            return ExitCodes.DiskFailed;
        }

        if (exception is IOException or UnauthorizedAccessException or ServerException)
        {
            Write(terminal, new ErrorRow(ErrorCodes.Failed, IoReason.Sentence(exception)), asJson);
            return ExitCodes.Failure;
        }

        var message = $"this is a bug in wasmill: {exception.GetType().Name}: {exception.Message}";
        Write(terminal, new ErrorRow(ErrorCodes.Bug, asJson ? $"{message}\n{exception.StackTrace}" : message), asJson);
        if (!asJson)
            terminal.Error.WriteLine(exception.StackTrace);
        return ExitCodes.Bug;
    }

    private static string TextOf(ErrorRow error)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, OneLine))
            JsonSerializer.Serialize(writer, error, ErrorsJson.Default.ErrorRow);
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
