using System.Globalization;
using System.Xml;
using Wasmill.Broker.Policies;
using Wasmill.Events.Http;
using Wasmill.Flows.Files.Reading;
using Wasmill.Flows.Model;

namespace Wasmill.Flows.Files.Writing;

/// <summary>
/// Writes the delivery settings of a trigger so that <see cref="DeliveryReader"/> and <see cref="TriggerAnnotations"/> read the same
/// settings.
/// </summary>
internal static class DeliveryWriter
{
    /// <summary>Returns the annotations by name.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Annotations(DeliveryConfig delivery)
    {
        if (delivery.Concurrency is { } concurrency)
            yield return new(TriggerAnnotations.Prefix + "concurrency", concurrency.ToString(CultureInfo.InvariantCulture));
        if (delivery.OrderingKey is { } key)
        {
            yield return new(TriggerAnnotations.Prefix + "ordering", "key");
            if (key != TriggerAnnotations.DefaultKey)
                yield return new(TriggerAnnotations.Prefix + "ordering-key", key);
        }

        if (delivery.Rate is { } rate)
            yield return new(TriggerAnnotations.Prefix + "rate", ((decimal)rate).ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>Writes the lines of <c>spec.delivery</c>; none if no setting is set.</summary>
    /// <param name="delivery">The settings.</param>
    /// <param name="sink">The lines of the reference to <see cref="DeliveryConfig.DeadLetterTarget"/>; empty for none.</param>
    public static IEnumerable<string> SpecLines(DeliveryConfig delivery, IEnumerable<string> sink)
    {
        List<string> lines =
        [
            .. Line("retry", delivery.Retry?.ToString(CultureInfo.InvariantCulture)),
            .. Line("backoffPolicy", delivery.Backoff is { } backoff ? NameOf(backoff) : null),
            .. Line("backoffDelay", Duration(delivery.BackoffDelay)),
            .. Line("backoffMax", Duration(delivery.BackoffMax)),
            .. Line("timeout", Duration(delivery.Timeout)),
            .. Line("retryAfterMax", Duration(delivery.RetryAfterMax)),
            .. Line("format", delivery.Format is { } format ? format == ContentMode.Structured ? "json" : "binary" : null),
            .. Block("deadLetterSink", sink),
        ];
        return Block("delivery", lines);
    }

    private static string NameOf(BackoffPolicy policy) => policy switch
    {
        BackoffPolicy.Linear => "linear",
        BackoffPolicy.Constant => "constant",
        _ => "exponential",
    };

    private static string? Duration(TimeSpan? duration) => duration is { } time ? XmlConvert.ToString(time) : null;

    private static IEnumerable<string> Line(string key, string? value) => value is null ? [] : [$"{key}: {value}"];

    private static IEnumerable<string> Block(string key, IEnumerable<string> lines)
    {
        List<string> all = [.. lines];
        return all.Count == 0 ? [] : [$"{key}:", .. all.Select(line => "  " + line)];
    }
}
