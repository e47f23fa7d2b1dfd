namespace Wasmill.Web.Bodies;

/// <summary>How a request's body is compressed (RFC 9110, section 8.4.1).</summary>
internal enum ContentCoding
{
    /// <summary>Not at all.</summary>
    Identity = 0,

    /// <summary>RFC 1952.</summary>
    Gzip,

    /// <summary>RFC 1950, or RFC 1951 alone.</summary>
    Deflate,
}
