using Wasmill.Bench.Machine;

namespace Wasmill.Bench.Processes;

/// <summary>How a broker is started.</summary>
internal sealed record BrokerSetup
{
    /// <summary>The broker's home; null for a new one.</summary>
    public string? Home { get; init; }

    /// <summary>Environment variables.</summary>
    public IReadOnlyList<(string Name, string Value)> Environment { get; init; } = [];

    /// <summary>The limit of its memory; null for none.</summary>
    public MemoryGroup? Memory { get; init; }

    /// <summary>The time that its start may take; null for 30 s.</summary>
    public TimeSpan? LongestStart { get; init; }
}
