using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Wasmill.Functions.Caching;
using Wasmill.Functions.Inspection;
using Wasmill.Functions.Sandbox.Restoring;
using Wasmill.Storage;

namespace Wasmill.Functions.Hosting;

// Tested by: LoadTests, RestoreTests
/// <summary>The settings of a <see cref="FunctionHost"/>.</summary>
public sealed record FunctionHostOptions
{
    /// <summary>The folder for compiled code. Created if missing; accessible to the user only.</summary>
    public required string CacheFolder { get; init; }

    /// <summary>The number of worker threads.</summary>
    /// <value>Default max(8, 4 x cores): guests wait (for servers, stores, sleeps) more than they compute.</value>
    public int Workers { get; init; } = Math.Max(8, 4 * Environment.ProcessorCount);

    /// <summary>
    /// The number of calls of one function that may wait for a worker; further calls get 503. Each function has its own queue.
    /// </summary>
    /// <value>Default 1024.</value>
    public int QueueCapacity { get; init; } = 1024;

    /// <summary>The clock.</summary>
    /// <value>Default: the system clock.</value>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Handles and counts failed writes to the cache.</summary>
    /// <value>Default: no log.</value>
    public FailedWrites Failures { get; init; } = new(TimeProvider.System, NullLogger.Instance);

    /// <summary>The log of slow operations, and of conditions that make calls slower than necessary.</summary>
    /// <value>Default: no log.</value>
    public ILogger Log { get; init; } = NullLogger.Instance;

    /// <summary>The maximum number of idle instances of all functions.</summary>
    /// <value>Default 256: each needs 4 GiB of addresses on every shard.</value>
    public int IdleInstances { get; init; } = 256;

    /// <summary>The memory in bytes that the idle instances of all functions may own.</summary>
    /// <value>Default 256 MiB: an idle Python instance owns about 0.5 MiB.</value>
    public long IdleBytes { get; init; } = 256L << 20;

    /// <summary>The machines that compiled code is for.</summary>
    /// <value>Default: this one.</value>
    public CodeTarget CodeTarget { get; init; }

    /// <summary>The compiled code of the package; null for that of this program. For tests.</summary>
    internal PackagedCode? Packaged { get; init; }

    /// <summary>How the written pages of an instance are found. For tests.</summary>
    internal PageMapAccess PageMap { get; init; }

    /// <summary>The way to check bounds for all modules; null to choose it for each. For tests.</summary>
    internal BoundsCheck? Bounds { get; init; }
}
