using System.Globalization;
using Wasmill.Broker.Engines;
using Wasmill.Broker.Policies;
using Wasmill.Events;
using Wasmill.Events.Validation;
using Wasmill.Flows.Kinds;
using Wasmill.Flows.Model;

namespace Wasmill.Flows.Files.Reading;

/// <summary>Reads what Knative's Trigger has no place for and stands in its annotations. Annotations of others are left alone.</summary>
internal static class TriggerAnnotations
{
    /// <summary>Before each setting of the target that a subscriber's uri makes.</summary>
    public const string TargetPrefix = "target.wasmill.dev/";

    /// <summary>Before each name of ours.</summary>
    public const string Prefix = "wasmill.dev/";

    /// <summary>The attribute that events are ordered by when none is named.</summary>
    public const string DefaultKey = "partitionkey";

    private static readonly string[] Known = ["concurrency", "ordering", "ordering-key", "rate", "start"];

    /// <summary>Reads how the trigger delivers, and reports what is wrong.</summary>
    /// <param name="annotations">The mapping, or null.</param>
    /// <param name="stated">What the trigger states elsewhere.</param>
    public static DeliveryConfig Read(FlowNode? annotations, DeliveryConfig stated)
    {
        if (annotations is null)
            return stated;
        foreach (var key in annotations.Keys.Where(key => key.StartsWith(Prefix, StringComparison.Ordinal) && !Known.Contains(key[Prefix.Length..])))
        {
            var guess = Spelling.Closest(key[Prefix.Length..], Known);
            annotations.Error(key, $"the annotation {key} is not known{(guess is null ? "" : $"; did you mean {Prefix}{guess}?")}");
        }

        return stated with
        {
            Concurrency = ReadConcurrency(annotations),
            OrderingKey = ReadOrdering(annotations),
            Rate = ReadRate(annotations),
        };
    }

    /// <summary>The settings of the target that the subscriber's uri makes; null when there are none.</summary>
    /// <param name="annotations">The mapping, or null.</param>
    /// <param name="kind">The kind of that target.</param>
    public static IReadOnlyDictionary<string, string>? ReadTarget(FlowNode? annotations, ITargetKind? kind)
    {
        Dictionary<string, string>? settings = null;
        foreach (var key in annotations?.Keys.Where(key => key.StartsWith(TargetPrefix, StringComparison.Ordinal)).ToList() ?? [])
        {
            var name = key[TargetPrefix.Length..];
            if (name == "endpoint" || kind is not null && kind.Keys.Select(known => known.Name).Concat(SecretReader.ReferencePaths(kind)).All(known => known != name))
            {
                var guess = Spelling.Closest(name, kind?.Keys.Select(known => known.Name) ?? []);
                annotations!.Error(key, $"the annotation {key} names no setting that a uri can have{(guess is null or "endpoint" ? "" : $"; did you mean {TargetPrefix}{guess}?")}");
            }
            else if (annotations!.Text(key) is { } value)
            {
                (settings ??= new(StringComparer.Ordinal))[name] = value;
            }
        }

        return settings;
    }

    /// <summary>Reads where the trigger begins, and reports what is wrong.</summary>
    /// <param name="annotations">The mapping, or null.</param>
    public static FeedStart ReadStart(FlowNode? annotations)
    {
        const string Key = Prefix + "start";
        if (annotations?.Text(Key) is not { } text)
            return new FeedStart.End();
        if (StartText.Read(text) is { } start)
            return start;
        annotations.Error(Key, $"{Key} must be {StartText.Forms}");
        return new FeedStart.End();
    }

    private static int? ReadConcurrency(FlowNode annotations)
    {
        const string Key = Prefix + "concurrency";
        if (annotations.Text(Key) is not { } text)
            return null;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= DeliveryPolicy.MostConcurrency)
            return number;
        annotations.Error(Key, string.Create(CultureInfo.InvariantCulture, $"{Key} must be a whole number from 1 to {DeliveryPolicy.MostConcurrency}"));
        return null;
    }

    private static string? ReadOrdering(FlowNode annotations)
    {
        const string Key = Prefix + "ordering";
        const string Attribute = Prefix + "ordering-key";
        var (ordering, attribute) = (annotations.Text(Key), annotations.Text(Attribute));
        if (ordering is not (null or "none" or "key"))
            annotations.Error(Key, $"{Key} must be none or key");
        if (attribute is not null && !AttributeRules.IsName(attribute))
            annotations.Error(Attribute, $"\"{attribute}\" is no attribute name: lower-case letters a to z and digits only");
        if (attribute is not null && ordering != "key")
            annotations.Error(Attribute, $"{Attribute} names a key but nothing is ordered by it: add {Key}: key");
        return ordering == "key" ? attribute ?? DefaultKey : null;
    }

    private static double? ReadRate(FlowNode annotations)
    {
        const string Key = Prefix + "rate";
        if (annotations.Text(Key) is not { } text)
            return null;
        if (double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var rate) && rate is >= DeliveryPolicy.LeastRate and <= DeliveryPolicy.MostRate)
            return rate;
        annotations.Error(Key, string.Create(CultureInfo.InvariantCulture, $"{Key} must be a number of events per second from {DeliveryPolicy.LeastRate} to {DeliveryPolicy.MostRate}"));
        return null;
    }
}
