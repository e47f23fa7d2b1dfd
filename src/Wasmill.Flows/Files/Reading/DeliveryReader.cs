using System.Globalization;
using Wasmill.Broker.Policies;
using Wasmill.Events.Http;
using Wasmill.Flows.Model;

namespace Wasmill.Flows.Files.Reading;

/// <summary>Reads <c>spec.delivery</c> (Knative's DeliverySpec, v1).</summary>
internal static class DeliveryReader
{
    private const string Example = "an ISO 8601 duration such as PT0.5S or PT1M";

    /// <summary>Reads the delivery settings and reports their errors.</summary>
    /// <param name="delivery">The mapping.</param>
    /// <param name="destinations">The reader for the dead letter sink.</param>
    public static DeliveryConfig Read(FlowNode delivery, DestinationReader destinations)
    {
        var config = new DeliveryConfig
        {
            Retry = ReadRetry(delivery),
            Backoff = ReadBackoff(delivery),
            BackoffDelay = ReadDuration(delivery, "backoffDelay", mayBeZero: true),
            BackoffMax = ReadDuration(delivery, "backoffMax", mayBeZero: false),
            Timeout = ReadDuration(delivery, "timeout", mayBeZero: false),
            RetryAfterMax = ReadDuration(delivery, "retryAfterMax", mayBeZero: true),
            Format = ReadFormat(delivery),
            DeadLetterTarget = delivery.Mapping("deadLetterSink") is { } sink ? destinations.Read(sink, settings: null) : null,
        };
        delivery.Finish();
        return config;
    }

    private static int? ReadRetry(FlowNode delivery)
    {
        if (delivery.Text("retry") is not { } text)
            return null;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count))
            return count;
        delivery.Error("retry", $"{delivery.Path}.retry must be a whole number, 0 or more");
        return null;
    }

    private static BackoffPolicy? ReadBackoff(FlowNode delivery)
    {
        switch (delivery.Text("backoffPolicy")?.ToLowerInvariant())
        {
            case null: return null;
            case "exponential": return BackoffPolicy.Exponential;
            case "linear": return BackoffPolicy.Linear;
            case "constant": return BackoffPolicy.Constant;
        }

        delivery.Error("backoffPolicy", $"{delivery.Path}.backoffPolicy must be exponential, linear or constant");
        return null;
    }

    private static ContentMode? ReadFormat(FlowNode delivery)
    {
        switch (delivery.Text("format"))
        {
            case null: return null;
            case "binary": return ContentMode.Binary;
            case "json": return ContentMode.Structured;
        }

        delivery.Error("format", $"{delivery.Path}.format must be binary or json");
        return null;
    }

    private static TimeSpan? ReadDuration(FlowNode node, string key, bool mayBeZero)
    {
        if (node.Text(key) is not { } text)
            return null;
        if (IsoDuration.TryParse(text, out var duration) && (duration > TimeSpan.Zero || mayBeZero))
            return duration;
        node.Error(key, $"{node.Path}.{key} must be {Example}{(mayBeZero ? "" : ", greater than zero")}");
        return null;
    }
}
