using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Wasmill.Storage;

namespace Wasmill.Functions.Hosting;

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
}
