namespace Wasmill.Events;

/// <summary>The type of an extension's value in the JSON format, kept so that an event leaves in structured mode as it arrived.</summary>
public enum ExtensionKind
{
    /// <summary>A JSON string: String, URI, Timestamp or Binary of the CloudEvents type system.</summary>
    String = 0,

    /// <summary>A JSON number: Integer of the CloudEvents type system.</summary>
    Integer,

    /// <summary>A JSON boolean.</summary>
    Boolean,
}
