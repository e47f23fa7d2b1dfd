using System.Buffers;
using System.Globalization;
using Wasmill.Events.Http;
using Wasmill.Functions.Calls;
using Wasmill.Functions.Calls.Resources;
using Wasmill.Functions.Streaming;
using Wasmill.Functions.Wasi.Http.Resources;

namespace Wasmill.Functions.Wasi.Http.Messages;

// Tested by: WasiHttpTypesTests, WasiHttpAttackTests, WasiHttpStreamingTests
/// <summary>The resource <c>outgoing-body</c>: collects what a guest writes, or passes it on once it leaves at once.</summary>
/// <param name="isResponse">Indicates whether it is the body of a response, which has a limit.</param>
/// <param name="length">The length that the headers of the message say; null if they say none.</param>
internal sealed class OutgoingBody(bool isResponse, ulong? length) : IResource
{
    private ArrayBufferWriter<byte>? _content;
    private BodyPipe? _pipe;
    private ulong _written;

    /// <inheritdoc />
    public static string TypeName => "outgoing-body";

    /// <summary>The bytes so far, unless they leave at once.</summary>
    public ReadOnlyMemory<byte> Content => _content?.WrittenMemory ?? default;

    /// <summary>Completes when there is room for more bytes; null if there is.</summary>
    public Task? Drained => _pipe?.Drained;

    /// <summary>Indicates whether the other end wants no more bytes.</summary>
    public bool IsClosed => _pipe is { IsClosed: true };

    /// <summary>Indicates whether the stream was handed out.</summary>
    public bool IsTaken { get; set; }

    /// <summary>Indicates whether the guest has finished the body as its headers say.</summary>
    public bool IsFinished { get; private set; }

    /// <summary>Indicates whether the guest has finished the body or given it up.</summary>
    public bool IsEnded { get; private set; }

    /// <summary>The trailers of a body that is finished.</summary>
    public IReadOnlyList<HeaderField> Trailers { get; private set; } = [];

    /// <summary>Runs when the guest finishes the body or gives it up.</summary>
    public Action? Ended { get; set; }

    /// <summary>Reads the length that headers say.</summary>
    /// <returns>False if it is not a number, or if there are several.</returns>
    public static bool TryReadLength(Fields headers, out ulong? length)
    {
        length = null;
        if (headers.Find("content-length") is not { Count: > 0 } lines)
            return true;
        if (!ulong.TryParse(lines[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            || lines.Exists(line => line.Value != lines[0].Value))
            return false;
        length = number;
        return true;
    }

    /// <summary>Adds bytes.</summary>
    /// <returns>The reason why they cannot be added; null if they were.</returns>
    public HttpFailure? Append(GuestCall call, ReadOnlySpan<byte> bytes)
    {
        var total = _written + (ulong)bytes.Length;
        if (total > length)
            return WrongSize(total);
        _written = total;
        if (_pipe is null)
            Keep(call, bytes);
        else
            _pipe.Write(bytes);
        return null;
    }

    /// <summary>Lets the bytes so far and all that follow leave at once.</summary>
    public void SendThrough(BodyPipe pipe)
    {
        _pipe = pipe;
        pipe.Write(Content.Span);
        _content = null;
    }

    /// <summary>Ends the body.</summary>
    /// <param name="trailers">The trailers; may be empty. Those of a body that does not leave at once go nowhere.</param>
    /// <returns>The reason why it is not as its headers say; null if it is.</returns>
    public HttpFailure? Finish(IReadOnlyList<HeaderField> trailers)
    {
        Trailers = trailers;
        var isWhole = length is null || length == _written;
        IsFinished = isWhole;
        Drop();
        return isWhole ? null : WrongSize(_written);
    }

    /// <inheritdoc />
    public void Drop()
    {
        if (IsEnded)
            return;
        IsEnded = true;
        // First: whoever reads the end of the body finds its trailers.
        Ended?.Invoke();
        _pipe?.End(IsFinished ? null : new BrokenBodyException("the function did not finish the body as its headers say"));
    }

    private void Keep(GuestCall call, ReadOnlySpan<byte> bytes)
    {
        if (isResponse && _written > (ulong)call.Grants.Limits.ResponseBytes)
            call.End(
                FunctionFailure.ResponseTooLarge,
                $"response too large: the function responded with more than {call.Grants.Limits.ResponseBytes} bytes");
        call.CountHeld(bytes.Length);
        (_content ??= new ArrayBufferWriter<byte>()).Write(bytes);
        if (isResponse && _written > BodyPipe.Ahead)
            call.Unsent?.Send();
    }

    private HttpFailure WrongSize(ulong size) => new(
        isResponse ? HttpErrorCode.HttpResponseBodySize : HttpErrorCode.HttpRequestBodySize,
        $"the body has {size} bytes, and its headers say {length}",
        size);
}
