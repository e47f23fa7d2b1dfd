using System.Text;
using Wasmill.Events.Http;
using Wasmill.Functions.Calls;

namespace Wasmill.Functions.Hosting;

/// <summary>The host's response to a failed call.</summary>
internal static class FailedCall
{
    /// <summary>Creates a result with one line of text that names the reason.</summary>
    public static FunctionResult Result(GuestEnding ending, IReadOnlyList<FunctionLogLine> log, TimeSpan elapsed)
    {
        var status = ending.Failure switch
        {
            FunctionFailure.Deadline => 504,
            FunctionFailure.QueueFull => 503,
            FunctionFailure.MethodNotAllowed => 405,
            _ => 500,
        };
        var headers = new List<HeaderField> { new("content-type", "text/plain; charset=utf-8") };
        if (ending.Failure == FunctionFailure.QueueFull)
            headers.Add(new HeaderField("retry-after", "1"));
        var body = Encoding.UTF8.GetBytes(ending.Reason + "\n");
        return new FunctionResult(new FunctionResponse(status, headers, body), ending.Failure, ending.Reason, log, elapsed);
    }
}
