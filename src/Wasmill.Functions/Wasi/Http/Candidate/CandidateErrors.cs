using Wasmill.Functions.Capabilities;
using Wasmill.Functions.Wasi.Http.Messages;
using Wasmill.Functions.Wasi.Http.Resources;

namespace Wasmill.Functions.Wasi.Http.Candidate;

/// <summary>The error of the release candidate: one of four cases with a text.</summary>
internal static class CandidateErrors
{
    private const byte InvalidUrl = 0;
    private const byte TimeoutError = 1;
    private const byte ProtocolError = 2;
    private const byte UnexpectedError = 3;

    private static readonly string[] Names = ["invalid-url", "timeout-error", "protocol-error", "unexpected-error"];

    /// <summary>Reads the error that a guest sets instead of a response, in words.</summary>
    public static string Read(CanonicalCall call, ReadOnlySpan<long> arguments)
        => $"{Names[call.Case("the error", arguments[2], Names.Length)]}: {call.Text("the error's text", arguments[3], arguments[4])}";

    /// <summary>Writes an error.</summary>
    public static void Write(ReturnArea area, uint offset, HttpFailure failure)
    {
        area.WriteText(offset + 4, failure.Text);
        area.Write8(offset, failure.Code switch
        {
            HttpErrorCode.HttpRequestUriInvalid => InvalidUrl,
            HttpErrorCode.HttpResponseTimeout => TimeoutError,
            HttpErrorCode.HttpProtocolError or HttpErrorCode.ConnectionTerminated => ProtocolError,
            _ => UnexpectedError,
        });
    }
}
