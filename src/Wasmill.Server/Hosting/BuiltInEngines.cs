using Wasmill.Broker.Engines;
using Wasmill.Broker.Engines.Memory;
using Wasmill.Broker.Engines.Providers;
using Wasmill.Broker.Log;
using Wasmill.Broker.Log.Settings;
using Wasmill.Client;
using Wasmill.Storage;

namespace Wasmill.Server.Hosting;

/// <summary>The engines that come with Wasmill. The first one is the default; a new engine is a line here.</summary>
public static class BuiltInEngines
{
    /// <summary>The engines with their default limits.</summary>
    public static IReadOnlyList<IEngineProvider> All { get; } = Create(new LogEngineOptions(), new MemoryEngineOptions());

    /// <summary>Finds an engine by its name; an empty name is the default engine. Returns null if the engine does not exist.</summary>
    public static IEngineProvider? Find(string name) => Find(All, name);

    /// <summary>Finds the engine of a broker's settings, with the limits of its options.</summary>
    /// <exception cref="ServerException">The settings are not valid.</exception>
    internal static IEngineProvider Of(EngineSettings settings, BrokerServerOptions options)
    {
        var engines = Create(options.Log, options.Memory);
        if (Find(engines, settings.Kind) is not { } provider)
        {
            var known = string.Join(" or ", engines.Select(engine => engine.Name));
            throw new ServerException($"\"{settings.Kind}\" in broker.json is not a valid engine; use {known}");
        }

        return provider.FindProblem(settings) is { } problem ? throw new ServerException($"broker.json: {problem}") : provider;
    }

    /// <summary>Opens an engine.</summary>
    /// <exception cref="ServerException">The files are damaged, or the system reports an error.</exception>
    /// <exception cref="DiskFailedException">The disk has failed.</exception>
    internal static IBrokerEngine Open(IEngineProvider provider, EngineSettings settings, EngineOpening opening)
    {
        try
        {
            return provider.Open(settings, opening);
        }
        catch (IOException error) when (DiskErrors.IsBroken(error))
        {
            throw new DiskFailedException($"the log in {opening.Folder} cannot be opened: {IoReason.Of(error)}", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ServerException($"the log in {opening.Folder} cannot be opened: {IoReason.Of(error)}", error);
        }
    }

    private static IReadOnlyList<IEngineProvider> Create(LogEngineOptions log, MemoryEngineOptions memory)
        => [new LogEngineProvider(log), new MemoryEngineProvider(memory)];

    private static IEngineProvider? Find(IReadOnlyList<IEngineProvider> engines, string name)
        => name.Length == 0 ? engines[0] : engines.FirstOrDefault(engine => engine.Name == name);
}
