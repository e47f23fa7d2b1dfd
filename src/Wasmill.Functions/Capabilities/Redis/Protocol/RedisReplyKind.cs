namespace Wasmill.Functions.Capabilities.Redis.Protocol;

/// <summary>The type of a reply.</summary>
internal enum RedisReplyKind
{
    /// <summary>No value.</summary>
    Nil = 0,

    /// <summary>A short text, such as <c>OK</c>.</summary>
    Status,

    /// <summary>An error of the server.</summary>
    Error,

    /// <summary>A 64-bit integer.</summary>
    Integer,

    /// <summary>Bytes.</summary>
    Binary,

    /// <summary>A list of replies.</summary>
    List,
}
