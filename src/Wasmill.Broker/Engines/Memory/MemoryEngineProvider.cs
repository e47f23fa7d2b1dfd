using Wasmill.Broker.Engines.Providers;

namespace Wasmill.Broker.Engines.Memory;

/// <summary>The engine that keeps events in memory.</summary>
/// <param name="options">Limits of the engine.</param>
public sealed class MemoryEngineProvider(MemoryEngineOptions options) : IEngineProvider
{
    /// <summary>The engine's name.</summary>
    public const string EngineName = "memory";

    /// <inheritdoc />
    public string Name => EngineName;

    /// <inheritdoc />
    public string Description => "events do not survive the end of the process";

    /// <inheritdoc />
    public bool IsDurable => false;

    /// <inheritdoc />
    public bool HasOfflineTools => false;

    /// <inheritdoc />
    public string? FindProblem(EngineSettings settings)
        => settings.Durability != EngineSettings.Sync || settings.DedupeSeconds != 0
            ? $"the engine {Name} has neither durability nor dedupe; remove them, or use another engine"
            : null;

    /// <inheritdoc />
    public IBrokerEngine Open(EngineSettings settings, EngineOpening opening) => new MemoryEngine(options, opening.Time);
}
