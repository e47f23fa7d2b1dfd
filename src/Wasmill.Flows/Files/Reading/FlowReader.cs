using Wasmill.Broker.Policies;
using Wasmill.Flows.Components;
using Wasmill.Flows.Files.Filters;
using Wasmill.Flows.Model;
using Wasmill.Flows.Naming;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Wasmill.Flows.Files.Reading;

/// <summary>Reads a flow file: checks everything, reports all errors together, and rejects unknown keys.</summary>
public sealed class FlowReader(ComponentKinds kinds)
{
    /// <summary>The API version of brokers and triggers.</summary>
    internal const string EventingVersion = "eventing.knative.dev/v1";

    // Metadata that Kubernetes and its tools write, and ignore or overwrite on apply.
    private static readonly string[] ForeignMetadata =
    [
        "namespace", "labels", "annotations", "creationTimestamp", "generation", "generateName", "resourceVersion", "uid", "managedFields",
        "finalizers", "ownerReferences", "selfLink", "deletionTimestamp", "deletionGracePeriodSeconds",
    ];

    private readonly List<FlowError> _errors = [];
    private readonly List<FlowWarning> _warnings = [];
    private readonly List<(FlowNode Node, string Name, DeliveryConfig? Delivery)> _brokers = [];
    private readonly List<ComponentConfig> _components = [];
    private readonly List<(TriggerConfig Trigger, FlowNode Node, string? Broker)> _triggers = [];
    private readonly List<(FlowNode Node, string? Broker)> _sinks = [];
    private bool _isMalformed;
    private readonly Dictionary<string, FlowChunk> _named = new(StringComparer.Ordinal);

    /// <summary>Reads a flow.</summary>
    /// <exception cref="FlowException">The flow is not valid.</exception>
    public static FlowModel Read(FlowText text, ComponentKinds kinds)
    {
        var reader = new FlowReader(kinds);
        var model = reader.Read(text);
        return reader._errors.Count == 0 ? model : throw new FlowException(reader._errors);
    }

    /// <summary>Finds the documents by <c>Kind/name</c>.</summary>
    internal static IReadOnlyDictionary<string, FlowChunk> Locate(FlowText text, ComponentKinds kinds)
    {
        var reader = new FlowReader(kinds);
        reader.Read(text);
        return reader._named;
    }

    private FlowModel Read(FlowText text)
    {
        foreach (var chunk in text.Chunks)
            ReadChunk(chunk);
        // Which documents there are is not known of a text with a syntax error.
        if (_brokers.Count != 1 && !_isMalformed)
            _errors.Add(new FlowError(
                0, 0, _brokers.Count == 0 ? "the flow has no Broker document" : "the flow has more than one Broker document"));

        var (brokerNode, broker, delivery) = _brokers.Count > 0 ? _brokers[0] : (null, "", null);
        if (delivery?.DeadLetterTarget is { } sink && !HasTarget(sink))
            brokerNode!.Error($"deadLetterSink refers to unknown target \"{sink}\"; {WaysToTarget("deadLetterSink")}");
        foreach (var (node, sinkBroker) in _sinks.Where(one => one.Broker is not null && _brokers.Count == 1 && one.Broker != broker))
            node.Error($"{node.Path} refers to broker \"{sinkBroker}\"; the flow's broker is \"{broker}\"");
        var triggers = new List<TriggerConfig>();
        foreach (var (trigger, node, of) in _triggers)
        {
            if (of is not null && _brokers.Count == 1 && of != broker)
                node.Error($"spec.broker refers to broker \"{of}\"; the flow's broker is \"{broker}\"");
            if (!HasTarget(trigger.Target))
                node.Error($"subscriber refers to unknown target \"{trigger.Target}\"; {WaysToTarget("subscriber")}");
            if (trigger.Stated.DeadLetterTarget is { } name && !HasTarget(name))
                node.Error($"deadLetterSink refers to unknown target \"{name}\"; {WaysToTarget("deadLetterSink")}");
            var merged = DeliveryConfig.Merge(trigger.Stated, delivery);
            if (merged.LacksRetry && delivery?.LacksRetry != true)
                node.Error("spec.delivery sets a back-off but no retries; add retry");
            triggers.Add(trigger with { Delivery = merged.WithDefaults(trigger.Delivery) });
        }

        return new FlowModel(broker, _components, triggers) { Delivery = delivery, Warnings = _warnings };
    }

    private bool HasTarget(string name)
        => _components.Exists(component => component.Name == name && component.Role != ComponentRole.Source);

    private string WaysToTarget(string key)
    {
        var names = string.Join(", ", _components.Where(component => component.Role != ComponentRole.Source).Select(target => target.Name));
        var known = string.Join(" or ", kinds.All.Where(kind => kind.Role != ComponentRole.Source).Select(kind => kind.Kind));
        return $"{(names.Length > 0 ? $"the flow's targets are {names}" : "the flow has no targets")}; "
            + $"add a document for the target ({known}) or use {key}.uri";
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
            _isMalformed = true;
            _errors.Add(new FlowError(error.Start.Line + chunk.Line - 1, error.Start.Column, YamlProblem.Explain(error)));
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
        var component = kinds.Find(kind ?? "");
        if (!string.IsNullOrEmpty(kind) && kind is not ("Broker" or "Trigger") && component is null)
        {
            reading.Subject = metadata?.Text("name") is { Length: > 0 } label ? $"{kind} {label}" : kind;
            document.Error("kind", ForeignKinds.Explain(kind, kinds));
            return;
        }

        if (metadata?.Text("generateName") is { Length: > 0 } && string.IsNullOrEmpty(metadata.Text("name")))
        {
            metadata.Error("generateName", "metadata.generateName is not supported; use metadata.name");
            return;
        }

        if (metadata is null)
            document.Error("metadata.name is missing");
        var name = metadata?.Required("name");
        if (version is null || kind is null || string.IsNullOrEmpty(name))
            return;

        reading.Subject = $"{kind} {name}";
        if (!ComponentNames.IsValid(name))
            metadata!.Error("name", $"\"{name}\" is not a valid name; {ComponentNames.Rule}");
        foreach (var key in ForeignMetadata)
            metadata!.Ignore(key);
        var annotations = metadata!.Mapping("annotations");
        _warnings.AddRange(ForeignAnnotations.Read(annotations, name));
        metadata.Finish();
        document.Ignore("status");
        if (!_named.TryAdd($"{kind}/{name}", chunk))
            document.Error($"duplicate {kind} \"{name}\"");

        if (kind is "Broker" or "Trigger" ? version != EventingVersion : component is not null && version != component.ApiVersion)
            document.Error(
                "apiVersion", $"\"{version}\" is not a valid apiVersion of {kind}; use {component?.ApiVersion ?? EventingVersion}");

        if (kind == "Broker")
            ReadBroker(document, name);
        else if (kind == "Trigger")
            ReadTrigger(document, name, annotations);
        else
            ReadComponent(document, name, component!);
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
                delivery = DeliveryReader.Read(stated, new DestinationReader(kinds, _components));
                if (delivery.LacksRetry)
                    stated.Error("spec.delivery sets a back-off but no retries; add retry");
            }

            spec.Finish();
        }

        _brokers.Add((document, name, delivery));
        document.Finish("spec");
    }

    private void ReadComponent(FlowNode document, string name, IComponentKind kind)
    {
        var spec = document.Mapping("spec");
        if (kind.Role == ComponentRole.Source && spec?.Mapping("sink") is { } sink)
            _sinks.Add((sink, SinkReader.Read(sink)));
        if (_components.Find(known => known.Name == name && known.Kind != kind.Kind) is { } other)
            document.Error($"\"{name}\" is already the name of a {other.Kind}; use another name");
        _components.Add(new ComponentConfig(name, kind.Kind, SpecReader.Read(document, spec, name, kind)) { Role = kind.Role });
        document.Finish("spec");
    }

    private void ReadTrigger(FlowNode document, string name, FlowNode? annotations)
    {
        if (document.Mapping("spec") is not { } spec)
        {
            document.Error("spec is missing");
            return;
        }

        var destinations = new DestinationReader(kinds, _components);
        var broker = spec.Required("broker");
        var filter = FilterReader.ReadSpec(spec);
        var delivery = TriggerAnnotations.Read(
            annotations, spec.Mapping("delivery") is { } node ? DeliveryReader.Read(node, destinations) : new DeliveryConfig());
        var target = ReadSubscriber(spec, annotations, destinations);
        spec.Finish();
        document.Finish();
        // The broker's settings are merged in after all documents have been read.
        if (target is not null)
            _triggers.Add((
                new TriggerConfig(name, filter, target, DeliveryPolicy.Default)
                {
                    Stated = delivery,
                    Start = TriggerAnnotations.ReadStart(annotations),
                },
                document,
                broker));
    }

    private string? ReadSubscriber(FlowNode spec, FlowNode? annotations, DestinationReader destinations)
    {
        if (spec.Mapping("subscriber") is { } subscriber)
            return destinations.Read(subscriber, TriggerAnnotations.ReadTarget(annotations, kinds.ForUris));
        spec.Error("spec.subscriber is missing; add a uri or a ref to a target of this flow");
        return null;
    }
}
