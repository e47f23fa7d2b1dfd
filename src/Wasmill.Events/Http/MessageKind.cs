namespace Wasmill.Events.Http;

/// <summary>The kinds of HTTP message.</summary>
public enum MessageKind
{
    /// <summary>Not a CloudEvent: no attributes in headers and no event format as the media type.</summary>
    NotAnEvent = 0,

    /// <summary>An event in binary mode.</summary>
    Binary,

    /// <summary>An event in structured mode.</summary>
    Structured,

    /// <summary>A batch.</summary>
    Batch,
}
