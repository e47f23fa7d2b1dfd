using System.Globalization;
using System.Text;
using System.Text.Unicode;
using Wasmill.Events.Http;
using Wasmill.Functions.Calls;

namespace Wasmill.Functions.Guests.Wagi;

/// <summary>
/// Parses the output of a CGI program: header lines up to the first empty line, then the body. The lines are interpreted as in Spin.
/// </summary>
internal static class WagiAnswer
{
    private static readonly string[] Single = ["content-type", "location", "content-length"];

    /// <summary>
    /// Parses a response: (1) find the empty line that ends the headers; carriage returns are ignored there, and an empty line before the
    /// first header is skipped; (2) parse the lines; a line without a colon or with an invalid header name is skipped; (3) one of
    /// <c>content-type</c>, <c>location</c> and <c>status</c> must be present; <c>location</c> without <c>status</c> is 302, an invalid
    /// <c>status</c> is 502.
    /// </summary>
    /// <exception cref="BadAnswerException">The output is not a CGI response.</exception>
    public static FunctionResponse Parse(ReadOnlySpan<byte> output)
    {
        if (output.IsEmpty)
            throw new BadAnswerException("the program wrote nothing to its standard output");

        // 1
        var (head, bodyStart) = ReadHead(output);
        if (!Utf8.IsValid(head))
            throw new BadAnswerException("the header lines are not UTF-8");

        // 2
        var headers = new List<HeaderField>();
        int? status = null;
        foreach (var line in Encoding.UTF8.GetString(head).Split('\n'))
        {
            if (ReadHeader(line) is not { } header)
                continue;
            if (header.Name == "status")
            {
                status = ReadStatus(header.Value);
                continue;
            }

            // If a single-valued header is repeated, the last one wins.
            if (Single.Contains(header.Name))
                headers.RemoveAll(earlier => earlier.Name == header.Name);
            headers.Add(header);
        }

        // 3
        var hasLocation = headers.Exists(header => header.Name == "location");
        if (!hasLocation && status is null && !headers.Exists(header => header.Name == "content-type"))
            throw new BadAnswerException("exactly one of 'location' or 'content-type' must be specified");
        return new FunctionResponse(status ?? (hasLocation ? 302 : 200), headers, output[bodyStart..].ToArray());
    }

    // Returns the header lines without carriage returns, and the start of the body.
    private static (byte[] Head, int BodyStart) ReadHead(ReadOnlySpan<byte> output)
    {
        var isLineStart = false;
        for (var i = 0; i < output.Length; i++)
        {
            if (output[i] == '\r')
                continue;
            if (output[i] == '\n' && isLineStart)
                return ([.. output[..i].ToArray().Where(unit => unit != '\r')], i + 1);
            isLineStart = output[i] == '\n';
        }

        throw new BadAnswerException("no empty line ends the headers");
    }

    // Null for a line that is not a header.
    private static HeaderField? ReadHeader(string line)
    {
        var colon = line.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0)
            return null;
        var (name, value) = (line[..colon].Trim().ToLowerInvariant(), line[(colon + 1)..].Trim());
        if (!HeaderRules.IsName(name))
            return null;
        return HeaderRules.IsValue(value)
            ? new HeaderField(name, value)
            : throw new BadAnswerException($"the value of the header {Shorten(name)} contains control characters");
    }

    // "404" or "404 Not Found": three digits, as in HTTP.
    private static int ReadStatus(string value)
        => value.Split(' ')[0] is { Length: 3 } digits
            && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var status)
            && status is >= 100 and <= 599
            ? status
            : 502;

    private static string Shorten(string text) => text.Length <= 40 ? text : text[..40] + "...";
}
