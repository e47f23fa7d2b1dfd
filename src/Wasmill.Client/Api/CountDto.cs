namespace Wasmill.Client.Api;

/// <summary>How many were done.</summary>
/// <param name="Count">How many.</param>
/// <param name="Error">Why not all; null when all were.</param>
/// <param name="LastPosition">Of a replay, the last position that was looked at.</param>
public sealed record CountDto(long Count, string? Error = null, long? LastPosition = null);
