using Wasmill.Events;

namespace Wasmill.Server.Display;

/// <summary>An event that the display received.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Received">When.</param>
/// <param name="Event">The event.</param>
internal sealed record DisplayedEvent(long Number, DateTimeOffset Received, CloudEvent Event);
