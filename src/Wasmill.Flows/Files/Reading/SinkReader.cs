namespace Wasmill.Flows.Files.Reading;

/// <summary>Reads the <c>sink</c> of a source, as files of Knative and TriggerMesh have it: a <c>ref</c> to the flow's broker. Without a sink a source publishes to the flow's broker as well.</summary>
internal static class SinkReader
{
    /// <summary>Reads it and reports what is wrong.</summary>
    /// <param name="sink">The mapping.</param>
    /// <returns>The broker's name; null when something is wrong, which has been reported.</returns>
    public static string? Read(FlowNode sink)
    {
        var reference = sink.Mapping("ref");
        foreach (var key in (ReadOnlySpan<string>)["uri", "CACerts", "audience"])
            sink.Unsupported(key);
        sink.Finish("ref");
        if (reference is null)
        {
            sink.Error($"{sink.Path} must be a ref to the flow's broker; remove it, since a source publishes to the broker anyway");
            return null;
        }

        var (kind, name) = (reference.Text("kind"), reference.Required("name"));
        foreach (var key in (ReadOnlySpan<string>)["apiVersion", "namespace", "group", "address"])
            reference.Ignore(key);
        reference.Finish("kind", "name");
        if (kind is null or "Broker")
            return name;
        reference.Error("kind", $"{reference.Path} must be a Broker, not a {kind}: a source publishes to the broker; add a Trigger from there");
        return null;
    }
}
