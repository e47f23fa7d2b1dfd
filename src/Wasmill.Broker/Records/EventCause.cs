namespace Wasmill.Broker.Records;

/// <summary>Where a reply came from.</summary>
/// <param name="Trigger">The trigger whose delivery was answered.</param>
/// <param name="Position">The position of the event that was delivered.</param>
/// <param name="Index">The reply's place in the answer, from 0.</param>
public sealed record EventCause(string Trigger, long Position, int Index);
