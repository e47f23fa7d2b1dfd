using Wasmill.Events;

namespace Wasmill.Connectors.Cron;

// Tested by: CronSourceTests
/// <summary>Settings of a source that sends a fixed event by a schedule. They were checked before.</summary>
/// <param name="Schedule">
/// The schedule as it is written: five cron fields, six with seconds first, or a macro such as <c>@hourly</c>.
/// </param>
/// <param name="Source">The events' source.</param>
public sealed record CronSettings(string Schedule, string Source)
{
    /// <summary>The default of <see cref="Type"/>.</summary>
    public const string DefaultType = "dev.wasmill.cron.tick";

    /// <summary>The default of <see cref="CatchUpLimit"/>: ticks of an hour and a half, one a minute.</summary>
    public const int DefaultCatchUpLimit = 100;

    /// <summary>The largest <see cref="CatchUpLimit"/>: ticks of a week, one a minute.</summary>
    public const int MostCatchUp = 7 * 24 * 60;

    /// <summary>The IANA name of the schedule's time zone.</summary>
    /// <value>Default UTC.</value>
    public string TimeZone { get; init; } = "UTC";

    /// <summary>What becomes of ticks that were missed.</summary>
    /// <value>Default <see cref="CatchUp.One"/>.</value>
    public CatchUp CatchUp { get; init; } = CatchUp.One;

    /// <summary>The most missed ticks that <see cref="CatchUp.All"/> sends, the latest ones; 1 to <see cref="MostCatchUp"/>.</summary>
    /// <value>Default <see cref="DefaultCatchUpLimit"/>.</value>
    public int CatchUpLimit { get; init; } = DefaultCatchUpLimit;

    /// <summary>The events' type.</summary>
    /// <value>Default <see cref="DefaultType"/>.</value>
    public string Type { get; init; } = DefaultType;

    /// <summary>The events' subject, or null.</summary>
    public string? Subject { get; init; }

    /// <summary>The events' payload; null for none.</summary>
    public ReadOnlyMemory<byte>? Data { get; init; }

    /// <summary>The media type of the payload, or null.</summary>
    public string? ContentType { get; init; }

    /// <summary>The events' extension attributes.</summary>
    /// <value>Default none.</value>
    public IReadOnlyList<ExtensionAttribute> Extensions { get; init; } = [];
}
