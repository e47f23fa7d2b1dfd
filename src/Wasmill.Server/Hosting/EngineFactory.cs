using Wasmill.Broker.Engines;
using Wasmill.Broker.Engines.Memory;
using Wasmill.Broker.Log;
using Wasmill.Server.Home;
using Wasmill.Storage;

namespace Wasmill.Server.Hosting;

/// <summary>Opens the engine that a broker's settings name.</summary>
internal static class EngineFactory
{
    /// <summary>Opens it.</summary>
    /// <exception cref="ServerException">The settings or the files are not what they must be, or the disk refuses.</exception>
    /// <exception cref="DiskFailedException">The disk has failed.</exception>
    public static IBrokerEngine Open(BrokerFolder folder, EngineSettings settings, BrokerServerOptions options, Action<string> report, FailedWrites failures)
    {
        switch (settings.Kind)
        {
            case EngineSettings.Memory:
                return new MemoryEngine(options.Memory, options.Time);
            case EngineSettings.Log:
                try
                {
                    return LogEngine.Open(folder.LogFolder, settings.ToLogOptions(options.Log), options.Time, report, failures);
                }
                catch (IOException error) when (DiskErrors.IsBroken(error))
                {
                    throw new DiskFailedException($"the log in {folder.LogFolder} cannot be opened: {error.Message}", error);
                }
                catch (Exception error) when (error is IOException or UnauthorizedAccessException)
                {
                    throw new ServerException($"the log in {folder.LogFolder} cannot be opened: {error.Message}", error);
                }

            default:
                throw new ServerException($"\"{settings.Kind}\" in broker.json is no engine: log or memory");
        }
    }
}
