using Wasmill.Broker.Policies;
using Wasmill.Flows.Files.Filters;
using Wasmill.Flows.Kinds;
using Wasmill.Flows.Model;
using Wasmill.Flows.Naming;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Wasmill.Flows.Files.Reading;

/// <summary>Reads a flow file: checks everything, reports every error at once, and ignores nothing that it does not know.</summary>
public sealed class FlowReader(TargetKinds kinds)
{
    private const string EventingVersion = "eventing.knative.dev/v1";

    // What Kubernetes and its tools write, and what they ignore or overwrite themselves when it is applied.
    private static readonly string[] ForeignMetadata =
    [
        "namespace", "labels", "annotations", "creationTimestamp", "generation", "generateName", "resourceVersion", "uid", "managedFields", "finalizers", "ownerReferences", "selfLink",
        "deletionTimestamp", "deletionGracePeriodSeconds",
    ];

    private readonly List<FlowError> _errors = [];
    private readonly List<FlowWarning> _warnings = [];
    private readonly List<(FlowNode Node, string Name, DeliveryConfig? Delivery)> _brokers = [];
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

        var (brokerNode, broker, delivery) = _brokers.Count > 0 ? _brokers[0] : (null, "", null);
        if (delivery?.DeadLetterTarget is { } sink && !HasTarget(sink))
            brokerNode!.Error($"its dead letter sink {sink} is not in this flow; {WaysToTarget("deadLetterSink")}");
        var triggers = new List<TriggerConfig>();
        foreach (var (trigger, node, of) in _triggers)
        {
            if (of is not null && _brokers.Count == 1 && of != broker)
                node.Error($"spec.broker is {of}, but the flow's broker is {broker}");
            if (!HasTarget(trigger.Target))
                node.Error($"its target {trigger.Target} is not in this flow; {WaysToTarget("subscriber")}");
            if (trigger.Stated.DeadLetterTarget is { } name && !HasTarget(name))
                node.Error($"its dead letter sink {name} is not in this flow; {WaysToTarget("deadLetterSink")}");
            var merged = DeliveryConfig.Merge(trigger.Stated, delivery);
            if (merged.LacksRetry && delivery?.LacksRetry != true)
                node.Error("spec.delivery states how to back off but not how often to retry: add retry");
            triggers.Add(trigger with { Delivery = merged.Over(trigger.Delivery) });
        }

        return new FlowModel(broker, _targets, triggers) { Warnings = _warnings };
    }

    private bool HasTarget(string name) => _targets.Exists(target => target.Name == name);

    private string WaysToTarget(string key)
    {
        var names = string.Join(", ", _targets.Select(target => target.Name));
        return $"{(names.Length > 0 ? $"its targets are {names}" : "it has no target")}: add a target document of that name ({string.Join(" or ", kinds.All.Select(kind => kind.Kind))}), or write {key}.uri";
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
        if (kind == "List" && version == "v1")
        {
            ReadList(chunk, document);
            return;
        }

        var metadata = document.Mapping("metadata");
        var targetKind = kinds.Find(kind ?? "");
        if (!string.IsNullOrEmpty(kind) && kind is not ("Broker" or "Trigger") && targetKind is null)
        {
            reading.Subject = metadata?.Text("name") is { Length: > 0 } label ? $"{kind} {label}" : kind;
            document.Error("kind", ForeignKinds.Explain(kind, kinds));
            return;
        }

        if (metadata?.Text("generateName") is { Length: > 0 } && string.IsNullOrEmpty(metadata.Text("name")))
        {
            metadata.Error("generateName", "metadata.generateName is not supported, since a flow keeps its components by their names; write metadata.name");
            return;
        }

        if (metadata is null)
            document.Error("metadata.name is missing");
        var name = metadata?.Required("name");
        if (version is null || kind is null || string.IsNullOrEmpty(name))
            return;

        reading.Subject = $"{kind} {name}";
        if (!ComponentNames.IsValid(name))
            metadata!.Error("name", $"the name is not allowed: {ComponentNames.Rule}");
        foreach (var key in ForeignMetadata)
            metadata!.Ignore(key);
        var annotations = metadata!.Mapping("annotations");
        _warnings.AddRange(ForeignAnnotations.Read(annotations, name));
        metadata.Finish();
        document.Ignore("status");
        if (!_named.TryAdd($"{kind}/{name}", chunk))
            document.Error("it is there twice");

        if (kind is "Broker" or "Trigger" ? version != EventingVersion : targetKind is not null && version != targetKind.ApiVersion)
            document.Error("apiVersion", $"the apiVersion {version} is not known for {kind}; use {targetKind?.ApiVersion ?? EventingVersion}");

        if (kind == "Broker")
            ReadBroker(document, name);
        else if (kind == "Trigger")
            ReadTrigger(document, name, annotations);
        else
            ReadTarget(document, name, targetKind!);
    }

    private void ReadList(FlowChunk chunk, FlowNode list)
    {
        list.Ignore("metadata");
        foreach (var item in list.List("items") ?? [])
        {
            var reading = new FlowReading(chunk.Line, _errors);
            ReadDocument(chunk, item.AsDocument(reading), reading);
        }

        list.Finish();
    }

    private void ReadBroker(FlowNode document, string name)
    {
        DeliveryConfig? delivery = null;
        if (document.Mapping("spec") is { } spec)
        {
            spec.Unsupported("config");
            if (spec.Mapping("delivery") is { } stated)
            {
                delivery = DeliveryReader.Read(stated, new DestinationReader(kinds, _targets));
                if (delivery.LacksRetry)
                    stated.Error("spec.delivery states how to back off but not how often to retry: add retry");
            }

            spec.Finish();
        }

        _brokers.Add((document, name, delivery));
        document.Finish("spec");
    }

    private void ReadTarget(FlowNode document, string name, ITargetKind kind)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        var secrets = new Dictionary<string, SecretReference>(StringComparer.Ordinal);
        var spec = document.Mapping("spec");
        if (spec is not null)
            ReadSpec(spec, "", kind, values, secrets);
        foreach (var key in kind.Keys)
        {
            if (key.IsRequired && !values.ContainsKey(key.Name) && !secrets.ContainsKey(key.Name))
                document.Error("spec", $"spec.{key.Name} is missing: {key.Description}");
        }

        var config = new TargetConfig(name, kind.Kind, values) { Secrets = secrets };
        foreach (var (key, message) in kind.Validate(config))
            (spec ?? document).Error(key, message);
        _targets.Add(config);
        document.Finish("spec");
    }

    private static void ReadSpec(FlowNode node, string prefix, ITargetKind kind, Dictionary<string, string> values, Dictionary<string, SecretReference> secrets)
    {
        foreach (var key in node.Keys.ToList())
        {
            var path = prefix + key;
            if (kind.Keys.FirstOrDefault(known => known.Name == path) is { } known)
            {
                var isSecret = known.Secret == SecretRule.Value;
                var place = node.PlaceOf(key);
                if ((isSecret ? SecretReader.ReadInline(node, key) : node.Text(key)) is not { } value)
                    continue;
                values[path] = value;
                if (isSecret && !secrets.TryAdd(path, new SecretReference(SecretSource.Inline, "") { Line = place.Line, Column = place.Column }))
                    node.Error(key, TwoSecrets(path));
            }
            else if (SecretReader.FindReferred(kind, path) is { } referred)
            {
                if (SecretReader.ReadReference(node, key) is { } reference && !secrets.TryAdd(referred.Name, reference))
                    node.Error(key, TwoSecrets(referred.Name));
            }
            else if (kind.Keys.Any(known => known.Name.StartsWith(path + ".", StringComparison.Ordinal)) && node.Mapping(key) is { } nested)
            {
                ReadSpec(nested, path + ".", kind, values, secrets);
            }
        }

        node.Finish([.. kind.Keys.Where(known => known.Name.StartsWith(prefix, StringComparison.Ordinal)).Select(known => known.Name[prefix.Length..])]);
    }

    private static string TwoSecrets(string path) => $"spec has both {path} and {path}{SecretReader.Suffix}; remove one of them";

    private void ReadTrigger(FlowNode document, string name, FlowNode? annotations)
    {
        if (document.Mapping("spec") is not { } spec)
        {
            document.Error("spec is missing");
            return;
        }

        var destinations = new DestinationReader(kinds, _targets);
        var broker = spec.Required("broker");
        var filter = FilterReader.ReadSpec(spec);
        var delivery = TriggerAnnotations.Read(annotations, spec.Mapping("delivery") is { } node ? DeliveryReader.Read(node, destinations) : new DeliveryConfig());
        var target = ReadSubscriber(spec, annotations, destinations);
        spec.Finish();
        document.Finish();
        // What the broker states is merged in when all documents are read.
        if (target is not null)
            _triggers.Add((new TriggerConfig(name, filter, target, DeliveryPolicy.Default) { Stated = delivery, Start = TriggerAnnotations.ReadStart(annotations) }, document, broker));
    }

    private string? ReadSubscriber(FlowNode spec, FlowNode? annotations, DestinationReader destinations)
    {
        if (spec.Mapping("subscriber") is { } subscriber)
            return destinations.Read(subscriber, TriggerAnnotations.ReadTarget(annotations, kinds.Find("CloudEventsTarget")));
        spec.Error("spec.subscriber is missing: give it a uri, or a ref to a target of this flow");
        return null;
    }
}
