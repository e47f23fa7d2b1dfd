namespace Wasmill.Client.Text;

/// <summary>
/// Puts a JSON text on one line. Inside its strings a line break is always escaped,
/// so that a raw one is always white space between tokens.
/// </summary>
internal static class LineBreaks
{
    /// <summary>Replaces each carriage return and line feed with a space.</summary>
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
