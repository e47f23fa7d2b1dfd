using Microsoft.Extensions.Logging.Abstractions;
using Wasmill.Storage;

namespace Wasmill.Flows.Kinds;

/// <summary>What a target may use of the broker it lives in.</summary>
/// <param name="BaseFolder">Relative paths in the flow file are relative to this.</param>
/// <param name="StateFolder">The broker's state folder.</param>
/// <param name="Log">Takes lines for the broker's log: the component's name and the text.</param>
public sealed record TargetEnvironment(string BaseFolder, string StateFolder, Action<string, string> Log)
{
    /// <summary>The clock.</summary>
    /// <value>Default: the system's.</value>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Decides what a failed write of the target means, and counts it.</summary>
    /// <value>Default: one that tells nobody.</value>
    public FailedWrites Failures { get; init; } = new(TimeProvider.System, NullLogger.Instance);
}
