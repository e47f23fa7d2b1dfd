using System.Text;
using Wasmill.Storage;

namespace Wasmill.Output;

/// <summary>A stream of the terminal that may be closed, or a file on a full disk: what it does not take is left out.</summary>
internal sealed class SturdyWriter(TextWriter inner) : TextWriter
{
    /// <inheritdoc />
    public override Encoding Encoding => inner.Encoding;

    /// <inheritdoc />
    public override void Write(char value) => Try(() => inner.Write(value));

    /// <inheritdoc />
    public override void Write(char[] buffer, int index, int count) => Try(() => inner.Write(buffer, index, count));

    /// <inheritdoc />
    public override void Write(string? value) => Try(() => inner.Write(value));

    /// <inheritdoc />
    public override void WriteLine(string? value) => Try(() => inner.WriteLine(value));

    /// <inheritdoc />
    public override void Flush() => Try(inner.Flush);

    private static void Try(Action write)
    {
        try
        {
            write();
        }
        catch (Exception error)
            when (FailedWrites.IsRefusal(error) && FailedWrites.EffectOf(WriteKind.Terminal, error) == FailureEffect.Degrade)
        {
            // There is no place left to say so.
        }
    }
}
