using System.Globalization;
using System.Text;
using System.Text.Json;
using Wasmill.Errors;
using Wasmill.Output;

namespace Wasmill.Commands.Events.Sending;

// Tested by: SendEventCommandTests
/// <summary>Reads the payloads of <c>send-event</c> from its arguments, a file or a pipe.</summary>
internal sealed class PayloadReader(ITerminal terminal)
{
    private const string NoPayload =
        "no payload; give it as an argument, in a pipe or with --file, or send an event without data with --empty";

    /// <summary>Reads the payloads; null stands for an event without data.</summary>
    /// <param name="words">The arguments.</param>
    /// <param name="file">The value of --file, or null.</param>
    /// <param name="isEmpty">Whether --empty was given.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="UserErrorException">There is no payload, or several.</exception>
    public async Task<IReadOnlyList<ReadOnlyMemory<byte>?>> ReadAsync(
        string[] words, string? file, bool isEmpty, CancellationToken cancellationToken)
    {
        if (isEmpty)
            return words.Length == 0 && file is null
                ? [null]
                : throw new UserErrorException(
                    "--empty means an event without data, but a payload is given; use one of them", ExitCodes.Usage);
        if (words.Length > 0 && file is not null)
            throw new UserErrorException("the payload is given twice, as arguments and with --file", ExitCodes.Usage);
        if (words.Length > 0)
            return [Encoding.UTF8.GetBytes(Join(words))];
        if (file is not null and not "-")
            return EventFactory.SplitArray(await ReadFileAsync(file, cancellationToken));
        if (file is null && terminal.InputIsKeyboard)
            throw new UserErrorException(NoPayload, ExitCodes.Usage);

        using var bytes = new MemoryStream();
        await using (var input = terminal.Input)
            await input.CopyToAsync(bytes, cancellationToken);
        return bytes.Length > 0 || file is not null
            ? EventFactory.SplitArray(bytes.ToArray())
            : throw new UserErrorException(NoPayload, ExitCodes.Usage);
    }

    private static async Task<byte[]> ReadFileAsync(string file, CancellationToken cancellationToken)
    {
        if (!File.Exists(file))
            throw new UserErrorException($"{file} does not exist");
        await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var bytes = new MemoryStream();
        await stream.CopyToAsync(bytes, cancellationToken);
        return bytes.ToArray();
    }

    // As in tmctl, several words are one payload. A type before a JSON payload would become a part of it.
    private string Join(string[] words)
    {
        var text = string.Join(' ', words);
        if (words.Length == 1)
            return text;
        if (words.Any(IsJsonObject) && !IsJson(text))
            throw new UserErrorException(words is [var first, _] && !IsJsonObject(first)
                ? $"\"{first}\" and the JSON after it are two payloads; the type of an event is an option: "
                    + $"wasmill send-event --eventType {first} '{words[1]}'"
                : string.Create(CultureInfo.InvariantCulture, $"{words.Length} payloads are given; an event has one. "
                    + $"Put it in quotes, or put several in a JSON array and send it with --file"),
                ExitCodes.Usage);
        terminal.Error.WriteLine(
            string.Create(CultureInfo.InvariantCulture, $"Note: the {words.Length} words are one payload: \"{text}\""));
        return text;
    }

    private static bool IsJsonObject(string text) => text is ['{' or '[', ..] && IsJson(text);

    private static bool IsJson(string text)
    {
        try
        {
            JsonDocument.Parse(text).Dispose();
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
