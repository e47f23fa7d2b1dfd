namespace Wasmill.Server.Home;

/// <summary>What a broker's folder says about it, in <c>broker.json</c>.</summary>
/// <param name="Listen">Address and port; the same over restarts.</param>
/// <param name="FlowFile">The flow file that it follows (<c>wasmill run -f</c>); null when its flow is the one in its folder and commands may edit it.</param>
/// <param name="Created">When it was made.</param>
/// <param name="Engine">Which engine keeps its events.</param>
public sealed record BrokerSettings(string Listen, string? FlowFile, DateTimeOffset Created, EngineSettings? Engine = null);
