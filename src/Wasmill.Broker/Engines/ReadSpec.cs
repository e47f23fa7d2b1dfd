namespace Wasmill.Broker.Engines;

/// <summary>A range of stored events.</summary>
/// <param name="Last">So many from the end; fewer when the engine keeps fewer.</param>
public sealed record ReadSpec(int Last);
