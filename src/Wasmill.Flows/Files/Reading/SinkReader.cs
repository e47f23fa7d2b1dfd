namespace Wasmill.Flows.Files.Reading;

/// <summary>
/// Reads the <c>sink</c> of a source as in Knative and TriggerMesh: a <c>ref</c> to the flow's broker, which is also the default.
/// </summary>
internal static class SinkReader
{
    /// <summary>Reads the sink and reports errors.</summary>
    /// <param name="sink">The mapping.</param>
    /// <returns>The name of the broker; null if there was an error, which has been reported.</returns>
    public static string? Read(FlowNode sink)
    {
        var reference = sink.Mapping("ref");
        foreach (var key in (ReadOnlySpan<string>)["uri", "CACerts", "audience"])
            sink.Unsupported(key);
        sink.Finish("ref");
        if (reference is null)
        {
            sink.Error($"{sink.Path} must be a ref to the flow's broker; remove it, because the broker is the default");
            return null;
        }

        var (kind, name) = (reference.Text("kind"), reference.Required("name"));
        foreach (var key in (ReadOnlySpan<string>)["apiVersion", "namespace", "group", "address"])
            reference.Ignore(key);
        reference.Finish("kind", "name");
        if (kind is null or "Broker")
            return name;
        reference.Error(
            "kind", $"{reference.Path} must be a Broker, not a {kind}: sources publish to the broker; add a Trigger from there");
        return null;
    }
}
