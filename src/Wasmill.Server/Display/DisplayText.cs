using System.Text;
using System.Text.Unicode;

namespace Wasmill.Server.Display;

/// <summary>Bytes as text, where they are text.</summary>
internal static class DisplayText
{
    private const int LongestCharacter = 4;

    /// <summary>Indicates whether bytes are UTF-8 without control characters other than white space and escape.</summary>
    public static bool IsReadable(ReadOnlySpan<byte> bytes)
        => Utf8.IsValid(bytes) && !bytes.ContainsAnyInRange((byte)0, (byte)8) && !bytes.ContainsAnyInRange((byte)0x0e, (byte)0x1a);

    /// <summary>Returns the length of a text whose last character may be cut, without that; -1 if the bytes are not UTF-8.</summary>
    public static int LengthOf(ReadOnlySpan<byte> bytes)
    {
        for (var cut = 0; cut < LongestCharacter && cut <= bytes.Length; cut++)
        {
            if (Utf8.IsValid(bytes[..^cut]))
                return bytes.Length - cut;
        }

        return -1;
    }

    /// <summary>Decodes the beginning of a text; a character that is cut at its end is left out.</summary>
    public static string Decode(ReadOnlySpan<byte> bytes)
        => Encoding.UTF8.GetString(LengthOf(bytes) is var length and >= 0 ? bytes[..length] : bytes);
}
