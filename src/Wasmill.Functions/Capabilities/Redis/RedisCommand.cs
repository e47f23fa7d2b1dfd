namespace Wasmill.Functions.Capabilities.Redis;

/// <summary>A function of the interface, which is a command of Redis.</summary>
/// <param name="Name">The name of the function.</param>
/// <param name="Parameters">Its parameters after the connection, without the place for the result.</param>
/// <param name="Result">What it returns.</param>
/// <param name="Read">Reads the arguments.</param>
internal sealed record RedisCommand(string Name, string Parameters, RedisResultKind Result, RedisCommandReader Read)
{
    /// <summary>Indicates whether the command may be any, so that it may change the state of the connection.</summary>
    public bool Taints => Result == RedisResultKind.Values;
}
