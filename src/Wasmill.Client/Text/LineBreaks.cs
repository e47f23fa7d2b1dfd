namespace Wasmill.Client.Text;

/// <summary>
/// Puts a JSON text on one line. Inside its strings a line break is always escaped,
/// so that every one that stands there is white space between tokens.
/// </summary>
internal static class LineBreaks
{
    /// <summary>The text with a blank in place of each carriage return and line feed.</summary>
    public static ReadOnlySpan<byte> ToBlanks(ReadOnlySpan<byte> json)
    {
        if (!json.ContainsAny((byte)'\r', (byte)'\n'))
            return json;
        var line = json.ToArray();
        line.AsSpan().Replace((byte)'\r', (byte)' ');
        line.AsSpan().Replace((byte)'\n', (byte)' ');
        return line;
    }
}
