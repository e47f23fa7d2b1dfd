using Wasmill.Flows.Components;
using Wasmill.Flows.Model;
using Wasmill.Flows.Settings;

namespace Wasmill.Flows.Files.Reading;

// Tested by: FlowReaderTests
/// <summary>
/// Reads the destination of events (Knative's Destination): a <c>ref</c> to a target of the flow, or a <c>uri</c>, which creates a target
/// named by the URI.
/// </summary>
/// <param name="kinds">The kinds of component.</param>
/// <param name="components">The list that receives the targets created from URIs.</param>
internal sealed class DestinationReader(ComponentKinds kinds, List<ComponentConfig> components)
{
    /// <summary>Reads a destination.</summary>
    /// <param name="destination">The mapping.</param>
    /// <param name="settings">Additional settings of a target from a URI; null for none.</param>
    /// <returns>The name of the target; null if there was an error, which has been reported.</returns>
    public string? Read(FlowNode destination, MapValue? settings)
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
                destination.Error(
                    "CACerts",
                    $"{destination.Path}.CACerts requires a uri; for a ref, set in the target: "
                        + $"{kinds.ForUris?.ForUris?.Authorities ?? "authorities"}");
            if (settings is not null)
                destination.Error($"the {TriggerAnnotations.TargetPrefix} annotations require a subscriber uri; "
                    + "for a ref, write the settings in the target");
            var target = reference.Required("name");
            foreach (var key in (ReadOnlySpan<string>)["apiVersion", "kind", "namespace", "group", "address"])
                reference.Ignore(key);
            reference.Finish();
            return target;
        }

        if (uri is null)
        {
            destination.Error($"{destination.Path} must have a uri or a ref to a target of this flow");
            return null;
        }

        AddTarget(destination, uri, authorities, settings);
        return uri;
    }

    private void AddTarget(FlowNode destination, string uri, string? authorities, MapValue? settings)
    {
        if (kinds.ForUris is not { ForUris: { } names } kind)
            return;
        var spec = (settings ?? MapValue.Empty).With(names.Address, new ScalarValue(uri) { Place = destination.PlaceOf("uri") });
        if (authorities is not null)
            spec = spec.With(names.Authorities, new ScalarValue(authorities));
        var config = new ComponentConfig(uri, kind.Kind, spec) { IsFromUri = true };
        if (components.Find(component => component.Name == uri) is { } known)
        {
            if (!known.SameAs(config))
                destination.Error(
                    "uri",
                    $"{destination.Path}.uri is used elsewhere in this flow with different settings; write a {kind.Kind} and refer to it");
            return;
        }

        foreach (var error in ComponentCheck.FindErrors(kind, uri, spec))
            destination.Error(error.Path == names.Authorities ? "CACerts" : "uri", error.Message);
        components.Add(config);
    }
}
