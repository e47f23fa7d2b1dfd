namespace Wasmill.Events.Http;

/// <summary>What an HTTP message carries.</summary>
public enum MessageKind
{
    /// <summary>No CloudEvent at all: no attribute in the headers and no event format as the media type.</summary>
    NotAnEvent = 0,

    /// <summary>One event in binary mode.</summary>
    Binary,

    /// <summary>One event in structured mode.</summary>
    Structured,

    /// <summary>A batch.</summary>
    Batch,
}
