namespace Wasmill.Events.Http;

/// <summary>How an event stands in an HTTP message (HTTP protocol binding 1.0.2, section 3).</summary>
public enum ContentMode
{
    /// <summary>Attributes in headers, the payload as the body.</summary>
    Binary = 0,

    /// <summary>Attributes and payload as one JSON document in the body.</summary>
    Structured,
}
