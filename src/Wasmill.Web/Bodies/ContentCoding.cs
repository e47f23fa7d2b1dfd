namespace Wasmill.Web.Bodies;

/// <summary>The compression of a request body (RFC 9110, section 8.4.1).</summary>
internal enum ContentCoding
{
    /// <summary>No compression.</summary>
    Identity = 0,

    /// <summary>gzip (RFC 1952).</summary>
    Gzip,

    /// <summary>deflate (RFC 1950, or RFC 1951 without its header).</summary>
    Deflate,
}
