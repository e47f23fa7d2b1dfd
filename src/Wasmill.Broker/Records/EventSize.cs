using Wasmill.Events;

namespace Wasmill.Broker.Records;

/// <summary>The size of an event in memory.</summary>
public static class EventSize
{
    /// <summary>Measures an event in bytes: payload, text (two bytes per character), and 256 for the objects around them.</summary>
    public static int Measure(CloudEvent cloudEvent)
    {
        const int Objects = 256;
        var text = cloudEvent.Id.Length + cloudEvent.Source.Length + cloudEvent.Type.Length + (cloudEvent.Subject?.Length ?? 0)
            + (cloudEvent.Time?.Length ?? 0) + (cloudEvent.DataContentType?.Length ?? 0) + (cloudEvent.DataSchema?.Length ?? 0);
        // Not foreach: it would allocate an enumerator.
        for (var i = 0; i < cloudEvent.Extensions.Count; i++)
            text += cloudEvent.Extensions[i].Name.Length + cloudEvent.Extensions[i].Value.Length;
        return Objects + cloudEvent.Data.Length + sizeof(char) * text;
    }
}
