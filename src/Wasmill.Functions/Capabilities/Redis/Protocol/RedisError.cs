namespace Wasmill.Functions.Capabilities.Redis.Protocol;

/// <summary>The errors of <c>fermyon:spin/redis@2.0.0</c>, by their number. <see cref="Other"/> carries a text.</summary>
internal enum RedisError : byte
{
    /// <summary>The address is malformed, or no pattern of the component allows it.</summary>
    InvalidAddress = 0,

    /// <summary>The call has as many connections open as it may.</summary>
    TooManyConnections = 1,

    /// <summary>The key has a value of another type.</summary>
    TypeError = 2,

    /// <summary>The server cannot be reached, refuses the command, or sends too much; the text says which.</summary>
    Other = 3,
}
