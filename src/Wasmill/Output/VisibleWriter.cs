using System.Text;
using Wasmill.Client.Text;

namespace Wasmill.Output;

/// <summary>
/// The only writer to a standard stream: external text (from functions, targets, events, files) cannot move the cursor, set the title or
/// reorder the line, because every control character is shown as <c>\u001b</c>. Colors come as <see cref="Colour"/>'s marks. A stream that
/// is redirected is treated alike, because most of them end on a terminal.
/// </summary>
/// <param name="inner">The stream.</param>
/// <param name="withColours">Whether marks become colors; otherwise no mark is expected and one is shown as it is.</param>
/// <param name="columns">The width in which sentences are broken; null or a result of null breaks none.</param>
internal sealed class VisibleWriter(TextWriter inner, bool withColours, Func<int?>? columns = null) : TextWriter
{
    /// <inheritdoc />
    public override Encoding Encoding => inner.Encoding;

    /// <inheritdoc />
    public override void Write(char value) => Write(value.ToString());

    /// <inheritdoc />
    public override void Write(char[] buffer, int index, int count) => Write(new string(buffer, index, count));

    /// <inheritdoc />
    public override void Write(ReadOnlySpan<char> buffer) => Write(buffer.ToString());

    /// <inheritdoc />
    public override void Write(string? value)
    {
        if (string.IsNullOrEmpty(value))
            return;
        var visible = VisibleText.Of(value);
        inner.Write(Paint(columns?.Invoke() is { } width ? WrappedText.Fit(visible, width) : visible));
    }

    // One write for a line, or lines of two threads mix.
    /// <inheritdoc />
    public override void WriteLine(string? value) => Write(value + "\n");

    /// <inheritdoc />
    public override void WriteLine(ReadOnlySpan<char> buffer) => WriteLine(buffer.ToString());

    /// <inheritdoc />
    public override void WriteLine(StringBuilder? value) => WriteLine(value?.ToString());

    /// <inheritdoc />
    public override void WriteLine() => Write("\n");

    /// <inheritdoc />
    public override void Flush() => inner.Flush();

    private string Paint(string text)
    {
        if (!withColours || !text.AsSpan().ContainsAnyInRange(Colour.GoodMark, Colour.EndMark))
            return text;
        return text.Replace(Colour.Mark(Colour.GoodMark), "\u001b[92m", StringComparison.Ordinal)
            .Replace(Colour.Mark(Colour.BadMark), "\u001b[31m", StringComparison.Ordinal)
            .Replace(Colour.Mark(Colour.FaintMark), "\u001b[90m", StringComparison.Ordinal)
            .Replace(Colour.Mark(Colour.EndMark), "\u001b[39m", StringComparison.Ordinal);
    }
}
