namespace Wasmill.Client.Api;

/// <summary>The result of an operation on several items.</summary>
/// <param name="Count">The number of items processed.</param>
/// <param name="Error">The reason why some items were not processed; null when all were.</param>
/// <param name="LastPosition">For a replay, the last position that was read.</param>
public sealed record CountDto(long Count, string? Error = null, long? LastPosition = null);
