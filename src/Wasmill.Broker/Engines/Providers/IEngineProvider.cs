namespace Wasmill.Broker.Engines.Providers;

/// <summary>
/// An engine that a broker can have. An engine registers one; commands, help and the server are made from it,
/// and nothing else compares an engine's name.
/// </summary>
public interface IEngineProvider
{
    /// <summary>The name on the command line and in <c>broker.json</c>: <c>log</c>.</summary>
    string Name { get; }

    /// <summary>What it is, in one line for <c>--help</c>: no capital at the beginning, no full stop at the end.</summary>
    string Description { get; }

    /// <summary>
    /// Whether events, their positions and open retries survive the end of the process, and its files must not be given up unasked.
    /// </summary>
    bool IsDurable { get; }

    /// <summary>Whether its files can be read while no broker has them, by <c>wasmill log</c>.</summary>
    bool HasOfflineTools { get; }

    /// <summary>What is wrong with settings, in one line; null when nothing is.</summary>
    string? FindProblem(EngineSettings settings);

    /// <summary>Opens the engine.</summary>
    /// <param name="settings">Settings of which nothing is wrong.</param>
    /// <param name="opening">What it is opened with.</param>
    /// <exception cref="IOException">Its files cannot be used.</exception>
    IBrokerEngine Open(EngineSettings settings, EngineOpening opening);
}
