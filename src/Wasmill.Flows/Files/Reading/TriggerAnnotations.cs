using System.Globalization;
using Wasmill.Broker.Engines;
using Wasmill.Broker.Policies;
using Wasmill.Events;
using Wasmill.Events.Validation;
using Wasmill.Flows.Components;
using Wasmill.Flows.Model;
using Wasmill.Flows.Settings;

namespace Wasmill.Flows.Files.Reading;

/// <summary>
/// Reads the annotations of a trigger for settings that Knative's Trigger does not have. Foreign annotations are ignored.
/// </summary>
internal static class TriggerAnnotations
{
    /// <summary>The prefix of settings of the target that is created from a subscriber's uri.</summary>
    public const string TargetPrefix = "target.wasmill.dev/";

    /// <summary>The prefix of Wasmill's annotations.</summary>
    public const string Prefix = "wasmill.dev/";

    /// <summary>The default attribute for ordering.</summary>
    public const string DefaultKey = "partitionkey";

    private static readonly string[] Known = ["concurrency", "ordering", "ordering-key", "rate", "start"];

    /// <summary>Reads the delivery settings in annotations and reports errors.</summary>
    /// <param name="annotations">The annotations, or null.</param>
    /// <param name="stated">The trigger's other delivery settings.</param>
    public static DeliveryConfig Read(FlowNode? annotations, DeliveryConfig stated)
    {
        if (annotations is null)
            return stated;
        foreach (var key in annotations.Keys.Where(key =>
            key.StartsWith(Prefix, StringComparison.Ordinal) && !Known.Contains(key[Prefix.Length..])))
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

    /// <summary>
    /// Reads the settings of the target that is created from the subscriber's uri; null if there are no such annotations.
    /// </summary>
    /// <param name="annotations">The annotations, or null.</param>
    /// <param name="kind">The kind of the target.</param>
    public static MapValue? ReadTarget(FlowNode? annotations, ITargetKind? kind)
    {
        MapValue? settings = null;
        foreach (var key in annotations?.Keys.Where(key => key.StartsWith(TargetPrefix, StringComparison.Ordinal)).ToList() ?? [])
        {
            var place = annotations!.PlaceOf(key);
            if (annotations.Text(key) is not { } text || kind is null)
                continue;
            var path = key[TargetPrefix.Length..];
            if (TryRead(kind, path, text, annotations, key) is { } read)
                settings = (settings ?? new MapValue([]) { Place = place }).With(read.Path, read.Value);
        }

        return settings;
    }

    /// <summary>Reads the start of the trigger and reports errors.</summary>
    /// <param name="annotations">The annotations, or null.</param>
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

    private static (string Path, SettingValue Value)? TryRead(ITargetKind kind, string path, string text, FlowNode annotations, string key)
    {
        var place = annotations.PlaceOf(key);
        foreach (var (secret, _) in SettingTree.Leaves(kind.Settings).Where(leaf => leaf.Setting.IsSecret))
        {
            foreach (var source in (SecretSource[])[SecretSource.File, SecretSource.Environment])
            {
                if (path == $"{secret}{SecretKeys.Suffix}.{SecretKeys.FormOf(source)}")
                    return (secret, new SecretValue(source, text) { Place = place });
            }
        }

        var setting = path == kind.ForUris?.Address
            ? null
            : SettingTree.Leaves(kind.Settings).FirstOrDefault(leaf => leaf.Path == path && leaf.Setting.IsScalar).Setting;
        if (setting is null)
        {
            var guess = Spelling.Closest(
                path, SettingTree.Leaves(kind.Settings).Select(leaf => leaf.Path).Where(known => known != kind.ForUris?.Address));
            annotations.Error(
                key,
                $"the annotation {key} is not a setting of targets with a "
                    + $"uri{(guess is null ? "" : $"; did you mean {TargetPrefix}{guess}?")}");
            return null;
        }

        return (
            path,
            setting.IsSecret ? new SecretValue(SecretSource.Inline, text) { Place = place } : new ScalarValue(text) { Place = place });
    }

    private static int? ReadConcurrency(FlowNode annotations)
    {
        const string Key = Prefix + "concurrency";
        if (annotations.Text(Key) is not { } text)
            return null;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number is >= 1 and <= DeliveryPolicy.MostConcurrency)
            return number;
        annotations.Error(
            Key, string.Create(CultureInfo.InvariantCulture, $"{Key} must be a whole number from 1 to {DeliveryPolicy.MostConcurrency}"));
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
            annotations.Error(Attribute, $"\"{attribute}\" is not a valid attribute name; use lowercase letters a to z and digits");
        if (attribute is not null && ordering != "key")
            annotations.Error(Attribute, $"{Attribute} has no effect without {Key}: key; add it");
        return ordering == "key" ? attribute ?? DefaultKey : null;
    }

    private static double? ReadRate(FlowNode annotations)
    {
        const string Key = Prefix + "rate";
        if (annotations.Text(Key) is not { } text)
            return null;
        if (double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var rate)
            && rate is >= DeliveryPolicy.LeastRate and <= DeliveryPolicy.MostRate)
            return rate;
        annotations.Error(Key, string.Create(
            CultureInfo.InvariantCulture,
            $"{Key} must be a number of events per second from {DeliveryPolicy.LeastRate} to {DeliveryPolicy.MostRate}"));
        return null;
    }
}
