namespace Wasmill.Events;

// Tested by: JsonEventFormatTests, HttpBindingTests
/// <summary>
/// A CloudEvent as the CloudEvents specification 1.0.2 defines it. Immutable. The payload's bytes are those that arrived: they are never parsed and written again.
/// </summary>
/// <remarks>
/// The attributes are kept as the text in which they arrived, also <see cref="Time"/>: what a producer signed or hashed must not change on its way.
/// An instance that came from a decoder of this library has passed its validation; one that is made by hand has not.
/// </remarks>
public sealed record CloudEvent
{
    /// <summary>Identifies the event together with <see cref="Source"/>. Not empty.</summary>
    public required string Id { get; init; }

    /// <summary>Where the event happened: a URI reference. Not empty.</summary>
    public required string Source { get; init; }

    /// <summary>What kind of thing happened. Not empty.</summary>
    public required string Type { get; init; }

    /// <summary>The version of the specification the event follows: "1.0" or "0.3".</summary>
    /// <value>Default "1.0".</value>
    public string SpecVersion { get; init; } = "1.0";

    /// <summary>The media type of <see cref="Data"/> (RFC 2046), or null when nobody said what they are; then nobody guesses.</summary>
    /// <remarks>An event in the JSON format that has <c>data</c> and no <c>datacontenttype</c> gets <c>application/json</c> when it is read, as that format asks for.</remarks>
    public string? DataContentType { get; init; }

    /// <summary>The schema that <see cref="Data"/> adheres to: an absolute URI, or null. Named <c>schemaurl</c> in version 0.3.</summary>
    public string? DataSchema { get; init; }

    /// <summary>The subject of the event within its source, or null.</summary>
    public string? Subject { get; init; }

    /// <summary>When it happened (RFC 3339), as written by the producer, or null.</summary>
    public string? Time { get; init; }

    /// <summary>Extension attributes in the order in which they arrived, names in lower case and unique.</summary>
    public IReadOnlyList<ExtensionAttribute> Extensions { get; init; } = [];

    /// <summary>The payload. Empty when the event has none; <see cref="HasData"/> tells an empty payload from none.</summary>
    public ReadOnlyMemory<byte> Data { get; init; }

    /// <summary>Whether the event carries a payload, be it empty.</summary>
    public bool HasData { get; init; }

    /// <summary>The value of an attribute by its name in the specification (lower case), core or extension; null when the event does not have it.</summary>
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

        // Not foreach: over an interface it would allocate for every filter of every event.
        for (var i = 0; i < Extensions.Count; i++)
        {
            if (Extensions[i].Name == name)
                return Extensions[i].Value;
        }

        return null;
    }
}
