using Microsoft.Extensions.Logging;
using Wasmill.Broker.Engines;
using Wasmill.Broker.Engines.Memory;
using Wasmill.Broker.Log;
using Wasmill.Broker.Log.Settings;
using Wasmill.Client;
using Wasmill.Client.Home;
using Wasmill.Storage;

namespace Wasmill.Server.Hosting;

/// <summary>Opens the engine that a broker's settings name.</summary>
internal static class EngineFactory
{
    /// <summary>Opens it.</summary>
    /// <exception cref="ServerException">The settings or the files are not what they must be, or the disk refuses.</exception>
    /// <exception cref="DiskFailedException">The disk has failed.</exception>
    public static IBrokerEngine Open(BrokerFolder folder, EngineSettings settings, BrokerServerOptions options, ILogger log, FailedWrites failures)
    {
        switch (settings.Kind)
        {
            case EngineSettings.Memory:
                return new MemoryEngine(options.Memory, options.Time);
            case EngineSettings.Log:
                try
                {
                    return LogEngine.Open(folder.LogFolder, ToLogOptions(settings, options.Log), options.Time, log, failures);
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

    private static LogEngineOptions ToLogOptions(EngineSettings settings, LogEngineOptions basis) => Durability.TryParse(settings.Durability, out var durability)
        ? basis with
        {
            Durability = durability,
            DedupeWindow = TimeSpan.FromSeconds(settings.DedupeSeconds),
            SegmentBytes = settings.SegmentBytes ?? basis.SegmentBytes,
            CheckpointBytes = settings.CheckpointBytes ?? basis.CheckpointBytes,
            RetainBytes = settings.RetainBytes ?? basis.RetainBytes,
        }
        : throw new ServerException($"\"{settings.Durability}\" in broker.json is no durability: sync or interval:MILLISECONDS");
}
