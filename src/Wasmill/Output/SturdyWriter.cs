using System.Text;
using Wasmill.Storage;

namespace Wasmill.Output;

/// <summary>A writer to a stream that may be closed, or to a file on a full disk: text that cannot be written is dropped.</summary>
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
            // No other stream is left to report the failure to.
        }
    }
}
