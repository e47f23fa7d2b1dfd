using Wasmill.Broker.Engines;
using Wasmill.Broker.Engines.Providers;
using Wasmill.Broker.Log.Settings;

namespace Wasmill.Broker.Log;

// Tested by: BuiltInEnginesTests
/// <summary>The engine that stores events on disk.</summary>
/// <param name="basis">Options for omitted settings.</param>
public sealed class LogEngineProvider(LogEngineOptions basis) : IEngineProvider
{
    /// <summary>The engine's name.</summary>
    public const string EngineName = "log";

    /// <inheritdoc />
    public string Name => EngineName;

    /// <inheritdoc />
    public string Description => "events survive the end of the process and the loss of power";

    /// <inheritdoc />
    public bool IsDurable => true;

    /// <inheritdoc />
    public bool HasOfflineTools => true;

    /// <inheritdoc />
    public string? FindProblem(EngineSettings settings)
        => Durability.TryParse(settings.Durability, out _)
            ? null
            : $"\"{settings.Durability}\" is not a valid durability; use sync, or interval:MILLISECONDS with 1 to 60000";

    /// <inheritdoc />
    public IBrokerEngine Open(EngineSettings settings, EngineOpening opening)
        => LogEngine.Open(opening.Folder, OptionsOf(settings), opening.Time, opening.Log, opening.Failures);

    private LogEngineOptions OptionsOf(EngineSettings settings) => basis with
    {
        Durability = Durability.TryParse(settings.Durability, out var durability) ? durability : Durability.Sync,
        DedupeWindow = TimeSpan.FromSeconds(settings.DedupeSeconds),
        SegmentBytes = settings.SegmentBytes ?? basis.SegmentBytes,
        CheckpointBytes = settings.CheckpointBytes ?? basis.CheckpointBytes,
        RetainBytes = settings.RetainBytes ?? basis.RetainBytes,
    };
}
