namespace Wasmill.Functions.Capabilities.Redis.Protocol;

/// <summary>An operation of a Redis server failed.</summary>
/// <param name="message">The reason, which the guest gets.</param>
/// <param name="innerException">The cause.</param>
internal sealed class RedisException(string message, Exception? innerException = null) : Exception(message, innerException)
{
    /// <summary>The error in the ABI.</summary>
    /// <value>Default <see cref="RedisError.Other"/>.</value>
    public RedisError Error { get; init; } = RedisError.Other;
}
