using Wasmill.Events;

namespace Wasmill.Broker.Engines.Memory;

/// <summary>An event and how many triggers still have to deliver it. Guarded by the engine's lock.</summary>
internal sealed class MemoryEntry(StoredEvent stored)
{
    /// <summary>The event.</summary>
    public StoredEvent Stored { get; } = stored;

    /// <summary>What it counts against the bound.</summary>
    public int Bytes { get; } = SizeOf(stored.Event);

    /// <summary>Triggers without a final outcome.</summary>
    public int Open { get; set; }

    /// <summary>Bytes that an event takes: its payload, its text (two bytes a character), and 256 for the objects around them.</summary>
    public static int SizeOf(CloudEvent cloudEvent)
    {
        const int Objects = 256;
        var text = cloudEvent.Id.Length + cloudEvent.Source.Length + cloudEvent.Type.Length + (cloudEvent.Subject?.Length ?? 0)
            + (cloudEvent.Time?.Length ?? 0) + (cloudEvent.DataContentType?.Length ?? 0) + (cloudEvent.DataSchema?.Length ?? 0);
        foreach (var extension in cloudEvent.Extensions)
            text += extension.Name.Length + extension.Value.Length;
        return Objects + cloudEvent.Data.Length + sizeof(char) * text;
    }
}
