namespace Wasmill.Broker.Transforms;

/// <summary>
/// Delivery data of an event for a transformation. A redelivery has the same data except for the attempt number.
/// </summary>
/// <param name="Trigger">Name of the delivering trigger; empty outside of a broker.</param>
/// <param name="Position">Position of the event in the log; 0 outside of a broker.</param>
/// <param name="Arrived">Time when the broker accepted the event.</param>
/// <param name="Attempt">Number of the attempt, from 1.</param>
public sealed record TransformContext(string Trigger, long Position, DateTimeOffset Arrived, int Attempt);
