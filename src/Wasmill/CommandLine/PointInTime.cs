using System.Globalization;
using Wasmill.Errors;
using Wasmill.Flows.Files;

namespace Wasmill.CommandLine;

/// <summary>A point in the log: a position or a time.</summary>
/// <param name="Position">The position, or null.</param>
/// <param name="Time">The time, or null.</param>
internal sealed record PointInTime(long? Position, DateTimeOffset? Time)
{
    /// <summary>The accepted forms, for help and errors.</summary>
    public const string Forms = "a position (17), a time (2026-11-24T15:00:00Z), or a time ago (10m)";

    /// <summary>Reads a point in time; null for null.</summary>
    /// <param name="text">What the user wrote.</param>
    /// <param name="option">The option's name, for errors.</param>
    /// <param name="now">The current time, from which a time ago is counted.</param>
    /// <exception cref="UserErrorException">The text is not valid.</exception>
    public static PointInTime? Read(string? text, string option, DateTimeOffset now)
    {
        if (text is null)
            return null;
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var position))
            return new PointInTime(position, null);
        if (ShortDuration.TryParse(text, out var ago))
            return new PointInTime(null, now - ago);
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? new PointInTime(null, time)
            : throw new UserErrorException($"\"{text}\" is not a valid {option}; use {Forms}", ExitCodes.Usage);
    }
}
