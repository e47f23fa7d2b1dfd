using System.Globalization;
using Wasmill.Broker.Policies;
using Wasmill.Events;
using Wasmill.Flows.Kinds;
using Wasmill.Flows.Model;
using Wasmill.Flows.Naming;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Wasmill.Flows.Files;

/// <summary>Reads a flow file: checks everything, reports every error at once, and ignores nothing that it does not know.</summary>
public sealed class FlowReader(TargetKinds kinds)
{
    private const string EventingVersion = "eventing.knative.dev/v1";
    private static readonly string[] DeliveryKeys = ["retry", "backoffPolicy", "backoffDelay", "timeout"];
    private readonly List<FlowError> _errors = [];
    private readonly List<(FlowNode Node, string Name)> _brokers = [];
    private readonly List<TargetConfig> _targets = [];
    private readonly List<(TriggerConfig Trigger, FlowNode Node, string? Broker)> _triggers = [];
    private readonly Dictionary<string, FlowChunk> _named = new(StringComparer.Ordinal);

    /// <summary>Reads a flow.</summary>
    /// <exception cref="FlowException">Something is wrong with it.</exception>
    public static FlowModel Read(FlowText text, TargetKinds kinds)
    {
        var reader = new FlowReader(kinds);
        var model = reader.Read(text);
        return reader._errors.Count == 0 ? model : throw new FlowException(reader._errors);
    }

    /// <summary>Where each document stands, by <c>Kind/name</c>.</summary>
    internal static IReadOnlyDictionary<string, FlowChunk> Locate(FlowText text, TargetKinds kinds)
    {
        var reader = new FlowReader(kinds);
        reader.Read(text);
        return reader._named;
    }

    private FlowModel Read(FlowText text)
    {
        foreach (var chunk in text.Chunks)
            ReadChunk(chunk);
        if (_brokers.Count != 1)
            _errors.Add(new FlowError(0, 0, _brokers.Count == 0 ? "the flow has no Broker document" : "the flow has more than one Broker document"));

        var broker = _brokers.Count > 0 ? _brokers[0].Name : "";
        foreach (var (trigger, node, of) in _triggers)
        {
            if (of is not null && _brokers.Count == 1 && of != broker)
                node.Error($"spec.broker is {of}, but the flow's broker is {broker}");
            if (_targets.All(target => target.Name != trigger.Target))
                node.Error($"its target {trigger.Target} is not in this flow");
        }

        return new FlowModel(broker, _targets, [.. _triggers.Select(entry => entry.Trigger)]);
    }

    private void ReadChunk(FlowChunk chunk)
    {
        var reading = new FlowReading(chunk.Line, _errors);
        var stream = new YamlStream();
        try
        {
            stream.Load(new StringReader(chunk.Text));
        }
        catch (YamlException error)
        {
            _errors.Add(new FlowError(error.Start.Line + chunk.Line - 1, error.Start.Column, $"not YAML: {error.Message}"));
            return;
        }

        if (stream.Documents.Count == 0)
            return;
        if (stream.Documents[0].RootNode is not YamlMappingNode root)
        {
            if (stream.Documents[0].RootNode is not YamlScalarNode { Value: null or "" })
                reading.Add(stream.Documents[0].RootNode, "a document must be a mapping");
            return;
        }

        ReadDocument(chunk, new FlowNode(root, reading, ""), reading);
    }

    private void ReadDocument(FlowChunk chunk, FlowNode document, FlowReading reading)
    {
        var version = document.Required("apiVersion");
        var kind = document.Required("kind");
        var metadata = document.Mapping("metadata");
        if (metadata is null)
            document.Error("metadata.name is missing");
        var name = metadata?.Required("name");
        if (version is null || kind is null || string.IsNullOrEmpty(name))
            return;

        reading.Subject = $"{kind} {name}";
        if (!ComponentNames.IsValid(name))
            metadata!.Error("name", $"the name is not allowed: {ComponentNames.Rule}");
        foreach (var key in (ReadOnlySpan<string>)["namespace", "labels", "annotations"])
            metadata!.Ignore(key);
        metadata!.Finish();
        document.Ignore("status");
        if (!_named.TryAdd($"{kind}/{name}", chunk))
            document.Error("it is there twice");

        var targetKind = kinds.Find(kind);
        if (kind is "Broker" or "Trigger" ? version != EventingVersion : targetKind is not null && version != targetKind.ApiVersion)
            document.Error("apiVersion", $"the apiVersion {version} is not known for {kind}; use {targetKind?.ApiVersion ?? EventingVersion}");

        if (kind == "Broker")
            ReadBroker(document, name);
        else if (kind == "Trigger")
            ReadTrigger(document, name);
        else if (targetKind is not null)
            ReadTarget(document, name, targetKind);
        else
            document.Error("kind", $"the kind {kind} is not known{(Spelling.Closest(kind, ["Broker", "Trigger", .. kinds.All.Select(known => known.Kind)]) is { } guess ? $"; did you mean {guess}?" : "")}");
    }

    private void ReadBroker(FlowNode document, string name)
    {
        _brokers.Add((document, name));
        if (document.Mapping("spec") is { } spec)
        {
            spec.Unsupported("config");
            spec.Unsupported("delivery");
            spec.Finish();
        }

        document.Finish("spec");
    }

    private void ReadTarget(FlowNode document, string name, ITargetKind kind)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        var spec = document.Mapping("spec");
        if (spec is not null)
            ReadSpec(spec, "", kind, values);
        foreach (var key in kind.Keys)
        {
            if (key.IsRequired && !values.ContainsKey(key.Name))
                document.Error("spec", $"spec.{key.Name} is missing: {key.Description}");
        }

        var config = new TargetConfig(name, kind.Kind, values);
        foreach (var (key, message) in kind.Validate(config))
            (spec ?? document).Error(key, message);
        _targets.Add(config);
        document.Finish("spec");
    }

    private static void ReadSpec(FlowNode node, string prefix, ITargetKind kind, Dictionary<string, string> values)
    {
        foreach (var key in node.Keys.ToList())
        {
            var path = prefix + key;
            if (kind.Keys.Any(known => known.Name == path))
            {
                if (node.Text(key) is { } value)
                    values[path] = value;
            }
            else if (kind.Keys.Any(known => known.Name.StartsWith(path + ".", StringComparison.Ordinal)) && node.Mapping(key) is { } nested)
            {
                ReadSpec(nested, path + ".", kind, values);
            }
        }

        node.Finish([.. kind.Keys.Where(known => known.Name.StartsWith(prefix, StringComparison.Ordinal)).Select(known => known.Name[prefix.Length..])]);
    }

    private void ReadTrigger(FlowNode document, string name)
    {
        if (document.Mapping("spec") is not { } spec)
        {
            document.Error("spec is missing");
            return;
        }

        var broker = spec.Required("broker");
        var filter = FilterReader.ReadSpec(spec);
        var delivery = spec.Mapping("delivery") is { } stated ? ReadDelivery(stated) : DeliveryPolicy.Default;
        var target = ReadSubscriber(spec);
        spec.Finish();
        document.Finish();
        if (target is not null)
            _triggers.Add((new TriggerConfig(name, filter, target, delivery), document, broker));
    }

    private string? ReadSubscriber(FlowNode spec)
    {
        if (spec.Mapping("subscriber") is not { } subscriber)
        {
            spec.Error("spec.subscriber is missing: give it a uri, or a ref to a target of this flow");
            return null;
        }

        var uri = subscriber.Text("uri");
        var reference = subscriber.Mapping("ref");
        subscriber.Unsupported("CACerts");
        subscriber.Unsupported("audience");
        subscriber.Finish();
        if (reference is not null)
        {
            if (uri is not null)
                subscriber.Error("spec.subscriber has both a uri and a ref; a uri relative to a ref is not supported yet");
            var target = reference.Required("name");
            foreach (var key in (ReadOnlySpan<string>)["apiVersion", "kind", "namespace"])
                reference.Ignore(key);
            reference.Finish();
            return target;
        }

        if (uri is null)
        {
            subscriber.Error("spec.subscriber must have a uri, or a ref to a target of this flow");
            return null;
        }

        AddUriTarget(subscriber, uri);
        return uri;
    }

    private void AddUriTarget(FlowNode subscriber, string uri)
    {
        if (_targets.Any(target => target.Name == uri) || kinds.Find("CloudEventsTarget") is not { } kind)
            return;
        var config = new TargetConfig(uri, kind.Kind, new Dictionary<string, string> { ["endpoint"] = uri });
        foreach (var (_, message) in kind.Validate(config))
            subscriber.Error("uri", message);
        _targets.Add(config);
    }

    private static DeliveryPolicy ReadDelivery(FlowNode delivery)
    {
        var policy = DeliveryPolicy.Default;
        if (delivery.Text("retry") is { } retry)
        {
            if (int.TryParse(retry, NumberStyles.None, CultureInfo.InvariantCulture, out var count))
                policy = policy with { Retry = count };
            else
                delivery.Error("retry", "spec.delivery.retry must be a whole number, 0 or more");
        }

        if (delivery.Text("backoffPolicy") is { } backoff)
        {
            if (Enum.TryParse<BackoffPolicy>(backoff, ignoreCase: true, out var known) && backoff.Equals(known.ToString(), StringComparison.OrdinalIgnoreCase))
                policy = policy with { Backoff = known };
            else
                delivery.Error("backoffPolicy", "spec.delivery.backoffPolicy must be exponential, linear or constant");
        }

        policy = policy with
        {
            BackoffDelay = ReadDuration(delivery, "backoffDelay") ?? policy.BackoffDelay,
            Timeout = ReadDuration(delivery, "timeout") ?? policy.Timeout,
        };
        if (policy.Retry is null && (delivery.Keys.Contains("backoffPolicy") || delivery.Keys.Contains("backoffDelay")))
            delivery.Error("spec.delivery states how to back off but not how often to retry: add retry");
        delivery.Unsupported("deadLetterSink");
        delivery.Unsupported("retryAfterMax");
        delivery.Unsupported("format");
        delivery.Finish(DeliveryKeys);
        return policy;
    }

    private static TimeSpan? ReadDuration(FlowNode node, string key)
    {
        if (node.Text(key) is not { } text)
            return null;
        if (IsoDuration.TryParse(text, out var duration) && (duration > TimeSpan.Zero || key == "backoffDelay"))
            return duration;
        node.Error(key, $"spec.delivery.{key} must be an ISO 8601 duration such as PT0.5S or PT1M");
        return null;
    }
}
