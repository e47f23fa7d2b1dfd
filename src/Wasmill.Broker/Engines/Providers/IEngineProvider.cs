namespace Wasmill.Broker.Engines.Providers;

/// <summary>
/// An engine type. Each engine registers one; commands, help and the server are built from it, and no other code compares engine
/// names.
/// </summary>
public interface IEngineProvider
{
    /// <summary>The name on the command line and in <c>broker.json</c>: <c>log</c>.</summary>
    string Name { get; }

    /// <summary>One-line description for <c>--help</c>: no capital letter at the start, no period at the end.</summary>
    string Description { get; }

    /// <summary>
    /// Indicates whether events, positions and open retries survive the process; its files must then not be abandoned without confirmation.
    /// </summary>
    bool IsDurable { get; }

    /// <summary>Indicates whether <c>wasmill log</c> can read the files of a stopped broker.</summary>
    bool HasOfflineTools { get; }

    /// <summary>Finds an error in the settings, in one line; null if there is none.</summary>
    string? FindProblem(EngineSettings settings);

    /// <summary>Opens the engine.</summary>
    /// <param name="settings">Valid settings.</param>
    /// <param name="opening">Parameters for opening.</param>
    /// <exception cref="IOException">The engine's files cannot be used.</exception>
    IBrokerEngine Open(EngineSettings settings, EngineOpening opening);
}
