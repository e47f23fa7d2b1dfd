namespace Wasmill.Functions.Capabilities.Redis;

/// <summary>Reads the arguments of a function.</summary>
/// <param name="parts">Receives the command and its arguments.</param>
/// <param name="arguments">The arguments after the connection.</param>
internal delegate void RedisCommandReader(RedisCommandParts parts, ReadOnlySpan<long> arguments);
