using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;

namespace Wasmill.Web.Connections;

// Tested by: FramingTests
/// <summary>
/// The input of a connection, which checks the framing of chunked bodies while they are read and otherwise only forwards calls.
/// </summary>
internal sealed class CheckedReader(PipeReader inner) : PipeReader
{
    private ChunkedFraming _framing;
    private bool _isChecking;
    // The number of bytes at the start of the buffer that an earlier read checked but did not consume.
    private long _seen;
    private ReadOnlySequence<byte> _buffer;
    // Kept: bytes after a malformed chunk must never be read as a request.
    private string? _wrong;

    /// <summary>Checks the chunked body that starts with the next byte.</summary>
    public void BeginChunks()
    {
        _framing = default;
        _isChecking = true;
        _seen = 0;
    }

    /// <inheritdoc />
    public override bool TryRead(out ReadResult result)
    {
        if (!inner.TryRead(out result))
            return false;
        if (_isChecking)
            Check(result);
        return true;
    }

    /// <inheritdoc />
    public override ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
    {
        var reading = inner.ReadAsync(cancellationToken);
        return _isChecking ? ReadCheckedAsync(reading) : reading;
    }

    /// <inheritdoc />
    public override void AdvanceTo(SequencePosition consumed) => AdvanceTo(consumed, consumed);

    /// <inheritdoc />
    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined)
    {
        if (_isChecking && !_buffer.IsEmpty)
        {
            _seen -= Math.Min(_seen, _buffer.Slice(0, consumed).Length);
            _buffer = default;
        }

        inner.AdvanceTo(consumed, examined);
    }

    /// <inheritdoc />
    public override void CancelPendingRead() => inner.CancelPendingRead();

    /// <inheritdoc />
    public override void Complete(Exception? exception = null) => inner.Complete(exception);

    /// <inheritdoc />
    public override ValueTask CompleteAsync(Exception? exception = null) => inner.CompleteAsync(exception);

    private async ValueTask<ReadResult> ReadCheckedAsync(ValueTask<ReadResult> reading)
    {
        var result = await reading;
        Check(result);
        return result;
    }

    private void Check(ReadResult result)
    {
        _buffer = result.Buffer;
        foreach (var part in _buffer.Slice(Math.Min(_seen, _buffer.Length)))
            _wrong ??= _framing.Check(part.Span);
        if (_wrong is not null)
        {
            // A pipe must be advanced after each read, even when the reader fails.
            inner.AdvanceTo(_buffer.Start, _buffer.End);
            _buffer = default;
            throw new BadHttpRequestException($"the body is malformed: {_wrong}", StatusCodes.Status400BadRequest);
        }

        _seen = _buffer.Length;
        if (_framing.IsOver)
        {
            _isChecking = false;
            _buffer = default;
        }
    }
}
