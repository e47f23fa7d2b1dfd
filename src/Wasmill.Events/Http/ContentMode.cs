namespace Wasmill.Events.Http;

/// <summary>The content modes of an event in an HTTP message (HTTP protocol binding 1.0.2, section 3).</summary>
public enum ContentMode
{
    /// <summary>Binary: attributes in headers, payload in the body.</summary>
    Binary = 0,

    /// <summary>Structured: attributes and payload in one JSON document in the body.</summary>
    Structured,
}
