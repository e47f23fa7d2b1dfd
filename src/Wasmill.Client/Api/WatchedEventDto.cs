using System.Text.Json;

namespace Wasmill.Client.Api;

/// <summary>An event as the watch endpoint gives it, one JSON document a line.</summary>
/// <param name="Position">Its place in the log.</param>
/// <param name="Arrived">When the broker took it.</param>
/// <param name="Trigger">The trigger whose delivery was answered with it; null for an event from outside.</param>
/// <param name="Cause">The position of the event that it answers.</param>
/// <param name="Event">The event in the CloudEvents JSON format; null in a line that tells of dropped events.</param>
/// <param name="Dropped">Events that were dropped because the watcher was slow.</param>
public sealed record WatchedEventDto(
    long Position, DateTimeOffset Arrived, string? Trigger, long? Cause, JsonElement? Event, long Dropped = 0);
