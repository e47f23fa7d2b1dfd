namespace Wasmill.Web.Bodies;

/// <summary>The reasons why the body of a request cannot be used. Listed in docs/errors.md.</summary>
public enum EventBodyError
{
    /// <summary>No error.</summary>
    None = 0,

    /// <summary>The body is larger than the limit, on the wire or decompressed. Status 413; the connection is closed.</summary>
    TooLarge,

    /// <summary>The <c>Content-Encoding</c> is neither gzip nor deflate. Status 415.</summary>
    UnknownEncoding,

    /// <summary>The body is not valid for its <c>Content-Encoding</c>. Status 400.</summary>
    BrokenEncoding,

    /// <summary>The body is truncated, or its chunks are malformed. Status 400.</summary>
    BrokenOff,

    /// <summary>The body arrived too slowly. Status 408.</summary>
    TooSlow,
}
