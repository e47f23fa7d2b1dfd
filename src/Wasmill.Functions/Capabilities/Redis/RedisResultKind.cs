namespace Wasmill.Functions.Capabilities.Redis;

/// <summary>What a function of the interface returns.</summary>
internal enum RedisResultKind
{
    /// <summary>Nothing.</summary>
    Nothing = 0,

    /// <summary>The value of a key, if it has one.</summary>
    Payload,

    /// <summary>A 64-bit integer.</summary>
    Integer,

    /// <summary>A number of keys or values.</summary>
    Count,

    /// <summary>A list of texts.</summary>
    Texts,

    /// <summary>A list of values of any type.</summary>
    Values,
}
