using Wasmill.Events;

namespace Wasmill.Connectors.Cron;

// Tested by: CronSourceTests
/// <summary>Validated settings of a source that sends a fixed event on a schedule.</summary>
/// <param name="Schedule">
/// The schedule as written: five cron fields, six with seconds first, or a macro such as <c>@hourly</c>.
/// </param>
/// <param name="Source">The events' source.</param>
public sealed record CronSettings(string Schedule, string Source)
{
    /// <summary>The default of <see cref="Type"/>.</summary>
    public const string DefaultType = "dev.wasmill.cron.tick";

    /// <summary>The default of <see cref="CatchUpLimit"/>: an hour and a half of ticks, one a minute.</summary>
    public const int DefaultCatchUpLimit = 100;

    /// <summary>The maximum of <see cref="CatchUpLimit"/>: a week of ticks, one a minute.</summary>
    public const int MostCatchUp = 7 * 24 * 60;

    /// <summary>The IANA name of the schedule's time zone.</summary>
    /// <value>Default UTC.</value>
    public string TimeZone { get; init; } = "UTC";

    /// <summary>The policy for missed ticks.</summary>
    /// <value>Default <see cref="CatchUp.One"/>.</value>
    public CatchUp CatchUp { get; init; } = CatchUp.One;

    /// <summary>Maximum number of missed ticks sent by <see cref="CatchUp.All"/>, the latest; 1 to <see cref="MostCatchUp"/>.</summary>
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
