using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Wasmill.Storage;

namespace Wasmill.Functions.Hosting;

/// <summary>Settings of a <see cref="FunctionHost"/>.</summary>
public sealed record FunctionHostOptions
{
    /// <summary>Where compiled code is kept. Created when missing; belongs to the user alone.</summary>
    public required string CacheFolder { get; init; }

    /// <summary>Worker threads.</summary>
    /// <value>Default max(8, 4 x cores): guests wait (for servers, stores, sleeps) more than they compute.</value>
    public int Workers { get; init; } = Math.Max(8, 4 * Environment.ProcessorCount);

    /// <summary>Calls of one function that may wait for a worker; one more is answered with 503. Each function has this room of its own.</summary>
    /// <value>Default 1024.</value>
    public int QueueCapacity { get; init; } = 1024;

    /// <summary>The clock.</summary>
    /// <value>Default: the system's.</value>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Decides what a failed write to the cache means, and counts it.</summary>
    /// <value>Default: one without a log.</value>
    public FailedWrites Failures { get; init; } = new(TimeProvider.System, NullLogger.Instance);

    /// <summary>The log of work that takes long enough for a user to wonder, and of what makes calls slower than they could be.</summary>
    /// <value>Default: none.</value>
    public ILogger Log { get; init; } = NullLogger.Instance;
}
