using Wasmill.Functions.Capabilities.Redis.Protocol;

namespace Wasmill.Functions.Capabilities.Redis;

/// <summary>The grant to use Redis servers, as far as the allowed hosts have them.</summary>
/// <param name="Pool">The connections of the host; null if nothing is granted.</param>
internal sealed record RedisGrant(RedisPool? Pool);
