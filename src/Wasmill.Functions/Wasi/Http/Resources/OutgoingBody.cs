using System.Buffers;
using System.Globalization;
using Wasmill.Functions.Calls;
using Wasmill.Functions.Calls.Resources;

namespace Wasmill.Functions.Wasi.Http.Resources;

// Tested by: WasiHttpTypesTests, WasiHttpAttackTests
/// <summary>The resource <c>outgoing-body</c>: collects what a guest writes.</summary>
/// <param name="isResponse">Indicates whether it is the body of a response, which has a limit.</param>
/// <param name="length">The length that the headers of the message say; null if they say none.</param>
internal sealed class OutgoingBody(bool isResponse, ulong? length) : IResource
{
    private readonly ArrayBufferWriter<byte> _content = new();

    /// <inheritdoc />
    public static string TypeName => "outgoing-body";

    /// <summary>The bytes so far.</summary>
    public ReadOnlyMemory<byte> Content => _content.WrittenMemory;

    /// <summary>Indicates whether the stream was handed out.</summary>
    public bool IsTaken { get; set; }

    /// <summary>Indicates whether the guest has finished the body as its headers say.</summary>
    public bool IsFinished { get; private set; }

    /// <summary>Indicates whether the guest has finished the body or given it up.</summary>
    public bool IsEnded { get; private set; }

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
        var total = (ulong)_content.WrittenCount + (ulong)bytes.Length;
        if (total > length)
            return WrongSize(total);
        if (isResponse && total > (ulong)call.Grants.Limits.ResponseBytes)
            call.End(
                FunctionFailure.ResponseTooLarge,
                $"response too large: the function responded with more than {call.Grants.Limits.ResponseBytes} bytes");
        call.CountHeld(bytes.Length);
        _content.Write(bytes);
        return null;
    }

    /// <summary>Ends the body.</summary>
    /// <returns>The reason why it is not as its headers say; null if it is.</returns>
    public HttpFailure? Finish()
    {
        var isWhole = length is null || length == (ulong)_content.WrittenCount;
        IsFinished = isWhole;
        Drop();
        return isWhole ? null : WrongSize((ulong)_content.WrittenCount);
    }

    /// <inheritdoc />
    public void Drop()
    {
        IsEnded = true;
        Ended?.Invoke();
    }

    private HttpFailure WrongSize(ulong size) => new(
        isResponse ? HttpErrorCode.HttpResponseBodySize : HttpErrorCode.HttpRequestBodySize,
        $"the body has {size} bytes, and its headers say {length}",
        size);
}
