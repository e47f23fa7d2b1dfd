using System.Buffers;
using System.Text;
using System.Text.Json;
using Wasmill.Events;
using Wasmill.Events.Json;
using Wasmill.Functions;

namespace Wasmill.Commands.Functions.Invoking;

// Tested by: InvokeCommandTests
/// <summary>JSON output of <c>invoke</c>.</summary>
internal sealed record InvocationRow
{
    /// <summary>The component that answered.</summary>
    public string? Component { get; init; }

    /// <summary>Indicates whether a broker would count the event as delivered.</summary>
    public required bool Delivered { get; init; }

    /// <summary>The answer's HTTP status.</summary>
    public int? Status { get; init; }

    /// <summary>A name of <see cref="FunctionFailure"/> if the function gave no answer of its own.</summary>
    public string? Failure { get; init; }

    /// <summary>Reason why the event was not delivered.</summary>
    public string? Reason { get; init; }

    /// <summary>The events in the answer. An <c>id</c> or <c>time</c> that the function left out is missing:
    /// the broker fills it in.</summary>
    public required IReadOnlyList<JsonElement> Events { get; init; }

    /// <summary>The answer's headers, as lines.</summary>
    public IReadOnlyList<string>? Headers { get; init; }

    /// <summary>The answer's body when it is text and no event.</summary>
    public string? Body { get; init; }

    /// <summary>The answer's body, in base64, when it is not text.</summary>
    public string? BodyBase64 { get; init; }

    /// <summary>Output of the function.</summary>
    public required IReadOnlyList<string> Log { get; init; }

    /// <summary>Number of runs.</summary>
    public required int Runs { get; init; }

    /// <summary>The time in the sandbox: of the only run, or the median.</summary>
    public required double Milliseconds { get; init; }

    /// <summary>The 99th percentile of several runs.</summary>
    public double? P99Milliseconds { get; init; }

    /// <summary>The largest linear memory.</summary>
    public required long MemoryBytes { get; init; }

    /// <summary>The row of an invocation.</summary>
    public static InvocationRow Of(Invocation invocation)
    {
        var (answer, delivery) = (invocation.Answer, invocation.Delivery);
        var isPlain = delivery.Replies.Count == 0 && answer?.Response.Body.Length > 0;
        var body = isPlain ? answer!.Response.Body : default;
        var isText = System.Text.Unicode.Utf8.IsValid(body.Span);
        return new InvocationRow
        {
            Component = invocation.Component,
            Delivered = invocation.Succeeded,
            Status = delivery.Status,
            Failure = answer is { Failure: not FunctionFailure.None } ? answer.Failure.ToString() : null,
            Reason = delivery.Reason.Length == 0 ? null : delivery.Reason,
            Events = [.. delivery.Replies.Select(ToJson)],
            Headers = answer?.Response.Headers.Select(header => $"{header.Name}: {header.Value}").ToList(),
            Body = isPlain && isText ? Encoding.UTF8.GetString(body.Span) : null,
            BodyBase64 = isPlain && !isText ? Convert.ToBase64String(body.Span) : null,
            Log = delivery.Log,
            Runs = invocation.Times.Count,
            Milliseconds = invocation.Times.Count == 0 ? 0 : invocation.Percentile(50).TotalMilliseconds,
            P99Milliseconds = invocation.Times.Count > 1 ? invocation.Percentile(99).TotalMilliseconds : null,
            MemoryBytes = invocation.MemoryBytes,
        };
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
