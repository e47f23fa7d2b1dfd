using System.Buffers;
using System.Text;
using System.Text.Json;
using Wasmill.Events;
using Wasmill.Events.Json;
using Wasmill.Functions;

namespace Wasmill.Commands.Functions.Invoking;

// Tested by: InvokeCommandTests
/// <summary>JSON output of <c>invoke</c>.</summary>
/// <param name="Component">The component that answered.</param>
/// <param name="Delivered">Indicates whether a broker would count the event as delivered.</param>
/// <param name="Status">The answer's HTTP status.</param>
/// <param name="Failure">A name of <see cref="FunctionFailure"/> if the function gave no answer of its own.</param>
/// <param name="Reason">Reason why the event was not delivered.</param>
/// <param name="Events">The events in the answer. An <c>id</c> or <c>time</c> that the function left out is missing:
/// the broker fills it in.</param>
/// <param name="Headers">The answer's headers, as lines.</param>
/// <param name="Body">The answer's body when it is text and no event.</param>
/// <param name="BodyBase64">The answer's body, in base64, when it is not text.</param>
/// <param name="Log">Output of the function.</param>
/// <param name="Runs">Number of runs.</param>
/// <param name="Milliseconds">The time in the sandbox: of the only run, or the median.</param>
/// <param name="P99Milliseconds">The 99th percentile of several runs.</param>
/// <param name="MemoryBytes">The largest linear memory.</param>
internal sealed record InvocationRow(
    string? Component,
    bool Delivered,
    int? Status,
    string? Failure,
    string? Reason,
    IReadOnlyList<JsonElement> Events,
    IReadOnlyList<string>? Headers,
    string? Body,
    string? BodyBase64,
    IReadOnlyList<string> Log,
    int Runs,
    double Milliseconds,
    double? P99Milliseconds,
    long MemoryBytes)
{
    /// <summary>The row of an invocation.</summary>
    public static InvocationRow Of(Invocation invocation)
    {
        var (answer, delivery) = (invocation.Answer, invocation.Delivery);
        var isPlain = delivery.Replies.Count == 0 && answer?.Response.Body.Length > 0;
        var body = isPlain ? answer!.Response.Body : default;
        var isText = System.Text.Unicode.Utf8.IsValid(body.Span);
        return new InvocationRow(
            invocation.Component,
            invocation.Succeeded,
            delivery.Status,
            answer is { Failure: not FunctionFailure.None } ? answer.Failure.ToString() : null,
            delivery.Reason.Length == 0 ? null : delivery.Reason,
            [.. delivery.Replies.Select(ToJson)],
            answer?.Response.Headers.Select(header => $"{header.Name}: {header.Value}").ToList(),
            isPlain && isText ? Encoding.UTF8.GetString(body.Span) : null,
            isPlain && !isText ? Convert.ToBase64String(body.Span) : null,
            delivery.Log,
            invocation.Times.Count,
            invocation.Times.Count == 0 ? 0 : invocation.Percentile(50).TotalMilliseconds,
            invocation.Times.Count > 1 ? invocation.Percentile(99).TotalMilliseconds : null,
            invocation.MemoryBytes);
    }

    private static JsonElement ToJson(CloudEvent reply)
    {
        var written = new ArrayBufferWriter<byte>();
        JsonEventFormat.Write(reply, written);
        using var document = JsonDocument.Parse(written.WrittenMemory);
        if (reply.Id.Length > 0)
            return document.RootElement.Clone();

        // The format always has an id; here none was given.
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartObject();
            foreach (var property in document.RootElement.EnumerateObject().Where(property => property.Name != "id"))
                property.WriteTo(writer);
            writer.WriteEndObject();
        }

        using var rest = JsonDocument.Parse(stream.ToArray());
        return rest.RootElement.Clone();
    }
}
