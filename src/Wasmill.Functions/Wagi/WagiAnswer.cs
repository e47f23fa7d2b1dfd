using System.Globalization;
using System.Text;
using Wasmill.Events.Http;
using Wasmill.Functions.Calls;
using Wasmill.Functions.Spin;

namespace Wasmill.Functions.Wagi;

/// <summary>What a CGI program wrote: header lines up to the first empty one, then the body.</summary>
internal static class WagiAnswer
{
    /// <summary>
    /// Reads an answer. One of <c>content-type</c>, <c>location</c> and <c>status</c> must be there; <c>location</c> without <c>status</c> is 302, a
    /// <c>status</c> that is none is 502.
    /// </summary>
    /// <exception cref="BadAnswerException">It is no CGI answer.</exception>
    public static FunctionResponse Parse(ReadOnlySpan<byte> output)
    {
        if (output.IsEmpty)
            throw new BadAnswerException("the program wrote nothing to its standard output");

        var headers = new List<HeaderField>();
        int? status = null;
        var (complete, hasType, hasLocation) = (false, false, false);
        while (!complete)
        {
            var end = output.IndexOf((byte)'\n');
            if (end < 0)
                throw new BadAnswerException("no empty line ends the headers");
            var line = output[..end].TrimEnd((byte)'\r');
            output = output[(end + 1)..];
            if (line.IsEmpty)
            {
                complete = true;
                continue;
            }

            var header = ReadHeader(line);
            switch (header.Name)
            {
                case "status":
                    status = ReadStatus(header.Value);
                    continue;
                case "location":
                    hasLocation = true;
                    break;
                case "content-type":
                    hasType = true;
                    break;
            }

            headers.Add(header);
        }

        if (!hasType && !hasLocation && status is null)
            throw new BadAnswerException("exactly one of 'location' or 'content-type' must be specified");
        return new FunctionResponse(status ?? (hasLocation ? 302 : 200), headers, output.ToArray());
    }

    private static HeaderField ReadHeader(ReadOnlySpan<byte> line)
    {
        var colon = line.IndexOf((byte)':');
        var text = Encoding.UTF8.GetString(line);
        if (colon < 0)
            throw new BadAnswerException($"the header line \"{Shorten(text)}\" has no colon");

        var name = Encoding.ASCII.GetString(line[..colon]).ToLowerInvariant();
        var value = Encoding.UTF8.GetString(line[(colon + 1)..]).Trim();
        if (!HeaderRules.IsName(name))
            throw new BadAnswerException($"\"{Shorten(name)}\" is not a header name");
        if (!HeaderRules.IsValue(value))
            throw new BadAnswerException($"the value of the header {Shorten(name)} holds control characters");
        return new HeaderField(name, value);
    }

    // "404" or "404 Not Found".
    private static int ReadStatus(string value)
        => int.TryParse(value.Split(' ')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var status) && status is >= 100 and <= 599 ? status : 502;

    private static string Shorten(string text) => text.Length <= 40 ? text : text[..40] + "...";
}
