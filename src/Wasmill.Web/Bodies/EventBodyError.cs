namespace Wasmill.Web.Bodies;

/// <summary>Why the body of a request cannot be used. Listed in docs/errors.md.</summary>
public enum EventBodyError
{
    /// <summary>It can be used.</summary>
    None = 0,

    /// <summary>It is larger than the limit, as it came or decompressed. Status 413; the connection is closed.</summary>
    TooLarge,

    /// <summary>Its <c>Content-Encoding</c> is neither gzip nor deflate. Status 415.</summary>
    UnknownEncoding,

    /// <summary>It is not what its <c>Content-Encoding</c> says. Status 400.</summary>
    BrokenEncoding,

    /// <summary>It broke off, or its chunks are malformed. Status 400.</summary>
    BrokenOff,

    /// <summary>It came too slowly. Status 408.</summary>
    TooSlow,
}
