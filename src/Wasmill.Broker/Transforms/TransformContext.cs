namespace Wasmill.Broker.Transforms;

/// <summary>
/// What a transformation knows of an event besides its attributes and payload. A repeated delivery has the same but for the attempt's
/// number.
/// </summary>
/// <param name="Trigger">The name of the trigger that delivers it; empty outside of a broker.</param>
/// <param name="Position">Its place in the log; 0 outside of a broker.</param>
/// <param name="Arrived">When the broker took it.</param>
/// <param name="Attempt">The attempt's number, from 1.</param>
public sealed record TransformContext(string Trigger, long Position, DateTimeOffset Arrived, int Attempt);
