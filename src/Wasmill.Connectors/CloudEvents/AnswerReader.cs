using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using Wasmill.Broker.Targets;
using Wasmill.Events.Http;

namespace Wasmill.Connectors.CloudEvents;

// Tested by: CloudEventsTargetTests, DeliveryRulesTests
/// <summary>Converts an HTTP answer to the outcome of a delivery. The same rules apply to functions in this process.</summary>
internal static class AnswerReader
{
    private const int ShownReason = 300;

    /// <summary>Reads an answer.</summary>
    /// <param name="status">Its status.</param>
    /// <param name="headers">Its header lines.</param>
    /// <param name="body">Its body; events in the result may refer to it.</param>
    /// <param name="now">The time, for a Retry-After that is a date.</param>
    /// <param name="wantsReply">Whether events in the answer are read; otherwise only the status counts.</param>
    public static DeliveryResult Read(
        int status, IReadOnlyList<HeaderField> headers, ReadOnlyMemory<byte> body, DateTimeOffset now, bool wantsReply)
    {
        var verdict = StatusTable.Judge(status);
        if (verdict != DeliveryVerdict.Delivered)
        {
            return new DeliveryResult
            {
                Verdict = verdict,
                Status = status,
                Reason = Describe(status, body.Span),
                Body = body[..Math.Min(body.Length, DeliveryResult.ShownBody)],
                RetryAfter = status is 429 or 503 ? ReadRetryAfter(headers, now) : null,
            };
        }

        // 202 means that processing is not complete; the specification forbids routing an event in it.
        if (status == 202 || !wantsReply)
            return new DeliveryResult { Verdict = DeliveryVerdict.Delivered, Status = status };

        var message = HttpBinding.DecodeReply(headers, body);
        if (message.Kind == MessageKind.NotAnEvent)
            return new DeliveryResult { Verdict = DeliveryVerdict.Delivered, Status = status };
        return message.Error is { } error
            ? new DeliveryResult { Verdict = DeliveryVerdict.Retry, Status = status, Reason = $"malformed reply: {error.Message}" }
            : new DeliveryResult { Verdict = DeliveryVerdict.Delivered, Status = status, Replies = message.Events };
    }

    /// <summary>Indicates whether the headers declare an event or a batch, which may be empty.</summary>
    public static bool IsEvent(IReadOnlyList<HeaderField> headers)
        => HttpBinding.DecodeReply(headers, default).Kind != MessageKind.NotAnEvent;

    private static string Describe(int status, ReadOnlySpan<byte> body)
    {
        var text = Encoding.UTF8.GetString(body[..Math.Min(body.Length, ShownReason)]);
        var end = text.AsSpan().IndexOfAny('\r', '\n');
        var line = new string([.. (end < 0 ? text : text[..end]).Where(character => !char.IsControl(character))]).Trim();
        var what = status is >= 300 and < 400 ? $"{status}: redirects are not followed" : status.ToString(CultureInfo.InvariantCulture);
        return line.Length == 0 ? what : $"{what} {line}";
    }

    private static TimeSpan? ReadRetryAfter(IReadOnlyList<HeaderField> headers, DateTimeOffset now)
    {
        foreach (var header in headers)
        {
            if (!header.Name.Equals("retry-after", StringComparison.OrdinalIgnoreCase))
                continue;
            var value = header.Value.AsSpan().Trim();
            // A number of seconds that overflows still requests a long wait.
            if (value.Length > 0 && !value.ContainsAnyExceptInRange('0', '9'))
                return TimeSpan.FromSeconds(
                    int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? seconds : int.MaxValue);
            if (RetryConditionHeaderValue.TryParse(header.Value, out var parsed) && parsed.Date is { } date)
                return date > now ? date - now : TimeSpan.Zero;
        }

        return null;
    }
}
