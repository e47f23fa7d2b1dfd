namespace Wasmill.Events;

// Tested by: JsonEventFormatTests, HttpBindingTests
/// <summary>
/// An event as defined by the CloudEvents specification 1.0.2. Immutable. The payload keeps the bytes that arrived: it is never parsed and
/// rewritten.
/// </summary>
/// <remarks>
/// Attributes keep the text in which they arrived, including <see cref="Time"/>: what a producer signed or hashed must not change in
/// transit.
/// Instances from this library's decoders are validated; instances that are created directly are not.
/// </remarks>
public sealed record CloudEvent
{
    /// <summary>Identifies the event together with <see cref="Source"/>. Not empty.</summary>
    public required string Id { get; init; }

    /// <summary>The context in which the event happened: a URI reference. Not empty.</summary>
    public required string Source { get; init; }

    /// <summary>The type of occurrence that the event describes. Not empty.</summary>
    public required string Type { get; init; }

    /// <summary>The version of the specification that the event uses: "1.0" or "0.3".</summary>
    /// <value>Default "1.0".</value>
    public string SpecVersion { get; init; } = "1.0";

    /// <summary>The media type of <see cref="Data"/> (RFC 2046), or null if the producer did not set it. It is never guessed.</summary>
    /// <remarks>
    /// An event in the JSON format that has <c>data</c> and no <c>datacontenttype</c> gets <c>application/json</c> when it is read, as that
    /// format requires.
    /// </remarks>
    public string? DataContentType { get; init; }

    /// <summary>The schema that <see cref="Data"/> adheres to: an absolute URI, or null. Named <c>schemaurl</c> in version 0.3.</summary>
    public string? DataSchema { get; init; }

    /// <summary>The subject of the event within its source, or null.</summary>
    public string? Subject { get; init; }

    /// <summary>The time of the occurrence (RFC 3339), as written by the producer, or null.</summary>
    public string? Time { get; init; }

    /// <summary>Extension attributes in the order in which they arrived. Names are lowercase and unique.</summary>
    public IReadOnlyList<ExtensionAttribute> Extensions { get; init; } = [];

    /// <summary>The payload. Empty if the event has none; <see cref="HasData"/> distinguishes an empty payload from none.</summary>
    public ReadOnlyMemory<byte> Data { get; init; }

    /// <summary>Indicates whether the event has a payload, which may be empty.</summary>
    public bool HasData { get; init; }

    /// <summary>
    /// Returns the value of a core or extension attribute by its name in the specification (lowercase); null if the event does not have it.
    /// </summary>
    public string? GetAttribute(string name)
    {
        switch (name)
        {
            case "id": return Id;
            case "source": return Source;
            case "type": return Type;
            case "specversion": return SpecVersion;
            case "datacontenttype": return DataContentType;
            case "dataschema" when SpecVersion != "0.3": return DataSchema;
            case "schemaurl" when SpecVersion == "0.3": return DataSchema;
            case "subject": return Subject;
            case "time": return Time;
        }

        // Not foreach: on an interface it allocates an enumerator for every filter of every event.
        for (var i = 0; i < Extensions.Count; i++)
        {
            if (Extensions[i].Name == name)
                return Extensions[i].Value;
        }

        return null;
    }
}
