namespace Wasmill.Functions.Wasi.Http.Resources;

/// <summary>The errors of <c>fields</c>, by their number in the interface.</summary>
internal enum HeaderError : byte
{
    /// <summary>HTTP does not allow the name or the value.</summary>
    InvalidSyntax = 0,

    /// <summary>The header belongs to the connection and not to the message.</summary>
    Forbidden = 1,

    /// <summary>The fields are those of a message and cannot be changed.</summary>
    Immutable = 2,
}
