using Wasmill.Flows.Kinds;
using Wasmill.Flows.Model;

namespace Wasmill.Flows.Files.Reading;

/// <summary>Reads where events go (Knative's Destination): a <c>ref</c> to a target of the flow, or a <c>uri</c>, which becomes a target of its own that bears the URI as its name.</summary>
/// <param name="kinds">The kinds of target.</param>
/// <param name="targets">Gets the targets that URIs make.</param>
internal sealed class DestinationReader(TargetKinds kinds, List<TargetConfig> targets)
{
    /// <summary>The kind of the targets that URIs make.</summary>
    public const string UriKind = "CloudEventsTarget";
    private const string Authority = "tls.ca";

    /// <summary>Reads one.</summary>
    /// <param name="destination">The mapping.</param>
    /// <param name="settings">More settings of the target, for a URI; null when there are none.</param>
    /// <returns>The target's name; null when something is wrong, which has been reported.</returns>
    public string? Read(FlowNode destination, IReadOnlyDictionary<string, string>? settings)
    {
        var uri = destination.Text("uri");
        var reference = destination.Mapping("ref");
        var authorities = destination.Text("CACerts");
        destination.Unsupported("audience");
        destination.Finish();
        if (reference is not null)
        {
            if (uri is not null)
                destination.Error($"{destination.Path} has both a uri and a ref; a uri relative to a ref is not supported yet");
            if (authorities is not null)
                destination.Error("CACerts", $"{destination.Path}.CACerts goes with a uri; give the target of the ref its {Authority}");
            if (settings is not null)
                destination.Error($"the {TriggerAnnotations.TargetPrefix} annotations go with a subscriber's uri; write the settings into the target of the ref");
            var target = reference.Required("name");
            foreach (var key in (ReadOnlySpan<string>)["apiVersion", "kind", "namespace", "group", "address"])
                reference.Ignore(key);
            reference.Finish();
            return target;
        }

        if (uri is null)
        {
            destination.Error($"{destination.Path} must have a uri, or a ref to a target of this flow");
            return null;
        }

        AddTarget(destination, uri, authorities, settings);
        return uri;
    }

    private void AddTarget(FlowNode destination, string uri, string? authorities, IReadOnlyDictionary<string, string>? settings)
    {
        if (kinds.Find(UriKind) is not { } kind)
            return;
        var spec = new Dictionary<string, string>(settings ?? new Dictionary<string, string>(), StringComparer.Ordinal) { ["endpoint"] = uri };
        if (authorities is not null)
            spec[Authority] = authorities;
        var secrets = SecretReader.TakeOut(kind, spec, destination.PlaceOf("uri"));
        var config = new TargetConfig(uri, kind.Kind, spec) { Secrets = secrets };
        if (targets.Find(target => target.Name == uri) is { } known)
        {
            if (!known.SameAs(config))
                destination.Error("uri", $"{destination.Path}.uri is used elsewhere in this flow with other settings; make it a {kind.Kind} and refer to that");
            return;
        }

        foreach (var (key, message) in kind.Validate(config))
            destination.Error(key == Authority ? "CACerts" : "uri", message);
        targets.Add(config);
    }
}
