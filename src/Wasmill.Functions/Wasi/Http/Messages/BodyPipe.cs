using System.Buffers;
using System.IO.Pipelines;
using Wasmill.Functions.Streaming;

namespace Wasmill.Functions.Wasi.Http.Messages;

// Tested by: WasiHttpStreamingTests
/// <summary>
/// The way of a body that leaves while the guest writes it. It holds a bounded number of bytes, then the guest waits. Used by the thread of
/// the call only; the other end of the pipe is elsewhere.
/// </summary>
internal sealed class BodyPipe
{
    /// <summary>The bytes that the guest may write ahead of the reader. What a guest may write at once comes on top.</summary>
    public const int Ahead = 64 << 10;

    private readonly PipeWriter _writer;
    private Task<FlushResult>? _flush;
    private bool _isBehind;

    private BodyPipe(PipeWriter writer) => _writer = writer;

    /// <summary>Indicates whether the reader wants no more.</summary>
    public bool IsClosed { get; private set; }

    /// <summary>Completes when there is room again; null if there is.</summary>
    public Task? Drained
    {
        get
        {
            Settle();
            return _flush;
        }
    }

    /// <summary>Creates a pipe.</summary>
    /// <param name="reader">Its other end.</param>
    public static BodyPipe Create(out PipeReader reader)
    {
        var pipe = new Pipe(new PipeOptions(
            pauseWriterThreshold: Ahead, resumeWriterThreshold: Ahead / 2, useSynchronizationContext: false));
        reader = pipe.Reader;
        return new BodyPipe(pipe.Writer);
    }

    /// <summary>Writes bytes, whether there is room or not.</summary>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        Settle();
        if (IsClosed)
            return;
        _writer.Write(bytes);
        if (_flush is null)
            Flush();
        else
            _isBehind = true;
    }

    /// <summary>Ends the body.</summary>
    /// <param name="broken">The reason if it is not whole.</param>
    public void End(BrokenBodyException? broken) => _writer.Complete(broken);

    private void Settle()
    {
        while (_flush is { IsCompleted: true } flush)
        {
            _flush = null;
            IsClosed |= flush.Result.IsCompleted;
            if (_isBehind && !IsClosed)
                Flush();
        }
    }

    // A pipe allows one flush at a time.
    private void Flush()
    {
        _isBehind = false;
        var flush = _writer.FlushAsync();
        if (flush.IsCompleted)
            IsClosed |= flush.Result.IsCompleted;
        else
            _flush = flush.AsTask();
    }
}
