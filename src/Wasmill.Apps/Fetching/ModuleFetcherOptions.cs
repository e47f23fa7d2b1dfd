using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Wasmill.Apps.Fetching;

// Tested by: ModuleFetcherTests
/// <summary>The settings of a <see cref="ModuleFetcher"/>.</summary>
public sealed record ModuleFetcherOptions
{
    /// <summary>The cache of the program; modules are kept in its folder <c>modules</c>.</summary>
    public required string CacheFolder { get; init; }

    /// <summary>The clock.</summary>
    public required TimeProvider Time { get; init; }

    /// <summary>Indicates whether only the cache is used.</summary>
    /// <value>Default false.</value>
    public bool IsOffline { get; init; }

    /// <summary>The largest module in bytes.</summary>
    /// <value>Default 128 MiB; components of large languages have 20 to 40 MiB.</value>
    public int MaxBytes { get; init; } = 128 << 20;

    /// <summary>The time that a server may be silent, before and during its answer.</summary>
    /// <value>Default 30 s.</value>
    public TimeSpan Silence { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The log of slow downloads and of damaged files.</summary>
    /// <value>Default: none.</value>
    public ILogger Log { get; init; } = NullLogger.Instance;
}
