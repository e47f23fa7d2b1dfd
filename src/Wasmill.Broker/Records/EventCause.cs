namespace Wasmill.Broker.Records;

/// <summary>The origin of a reply.</summary>
/// <param name="Trigger">The trigger whose delivery produced the reply.</param>
/// <param name="Position">Position of the delivered event.</param>
/// <param name="Index">Index of the reply in the response, from 0.</param>
public sealed record EventCause(string Trigger, long Position, int Index);
