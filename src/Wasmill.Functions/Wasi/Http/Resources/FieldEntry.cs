using System.Text;
using System.Text.Unicode;

namespace Wasmill.Functions.Wasi.Http.Resources;

/// <summary>A header line of <see cref="Fields"/>. Its value is bytes to a guest and text to the host.</summary>
/// <param name="Name">The name in lower case.</param>
/// <param name="Value">The value.</param>
/// <param name="IsLatin1">Indicates whether the bytes of the value are Latin-1, because they were not UTF-8.</param>
internal readonly record struct FieldEntry(string Name, string Value, bool IsLatin1)
{
    /// <summary>The number of bytes that an entry counts besides its name and value.</summary>
    public const int Overhead = 32;

    /// <summary>Makes an entry of what a guest wrote.</summary>
    public static FieldEntry From(string name, ReadOnlySpan<byte> value)
        => Utf8.IsValid(value)
            ? new FieldEntry(name, Encoding.UTF8.GetString(value), false)
            : new FieldEntry(name, Encoding.Latin1.GetString(value), true);

    /// <summary>The encoding of the value's bytes.</summary>
    public Encoding Encoding => IsLatin1 ? Encoding.Latin1 : Encoding.UTF8;
}
