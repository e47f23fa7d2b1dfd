using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Wasmill.Broker.Engines;
using Wasmill.Broker.Engines.Providers;
using Wasmill.Broker.History;
using Wasmill.Broker.Triggers;
using Wasmill.Client;
using Wasmill.Client.Api;
using Wasmill.Client.Home;
using Wasmill.Client.Text;
using Wasmill.Flows.Components;
using Wasmill.Flows.Files;
using Wasmill.Server.Admin;
using Wasmill.Storage;

namespace Wasmill.Server.Hosting;

// Tested by: StoppedBrokerTests
/// <summary>
/// Reads past events of a broker that is stopped, from its log. Holds the lock of its folder meanwhile, so that it cannot be started.
/// </summary>
public sealed class StoppedBroker : IHistoryReader
{
    private readonly FileStream _taken;
    private readonly IBrokerEngine _engine;
    private readonly HistoryReport _report;

    private StoppedBroker(FileStream taken, IBrokerEngine engine, HistoryReport report)
    {
        _taken = taken;
        _engine = engine;
        _report = report;
    }

    /// <summary>Opens the log of a broker as a start does: what a crash left is cleaned up.</summary>
    /// <param name="folder">The broker.</param>
    /// <param name="kinds">The kinds of component that its flow may have.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="ServerException">
    /// The broker has just been started, keeps its events in memory, or its log cannot be opened.
    /// </exception>
    /// <exception cref="FlowException">The flow is not valid.</exception>
    /// <exception cref="DiskFailedException">The disk has failed.</exception>
    public static async Task<StoppedBroker> OpenAsync(BrokerFolder folder, ComponentKinds kinds, TimeProvider time)
    {
        var taken = folder.TryLock() ?? throw new ServerException($"the broker \"{folder.Name}\" is starting or stopping; try again");
        IBrokerEngine? engine = null;
        try
        {
            var settings = folder.ReadSettings().Engine ?? new EngineSettings();
            var provider = BuiltInEngines.Of(settings, new BrokerServerOptions { Folder = folder, CacheFolder = "" });
            if (!provider.IsDurable)
                throw new ServerException(
                    $"the broker \"{folder.Name}\" is stopped and keeps its events in memory only: nothing is left to read");
            var triggers = FlowEdits.Read(folder, kinds).Triggers
                .Select(trigger => new TriggerModel(trigger.Name, trigger.Filter.Compile(), trigger.Target, trigger.Delivery));
            var failures = new FailedWrites(time, NullLogger.Instance);
            engine = BuiltInEngines.Open(provider, settings, new EngineOpening(folder.LogFolder, time, NullLogger.Instance, failures));
            var history = new EventHistory(new TriggerList([.. triggers]), engine, journal: null);
            return new StoppedBroker(taken, engine, new HistoryReport(history, time));
        }
        catch
        {
            if (engine is not null)
                await engine.DisposeAsync();
            await taken.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc />
    public Task<DeadLetterDto[]> GetDeadLettersAsync(DeadLetterSelectionDto selection, CancellationToken cancellationToken)
        => _report.ListAsync(selection, cancellationToken);

    /// <inheritdoc />
    public async Task<DeadLetterDto> GetDeadLetterAsync(long number, CancellationToken cancellationToken)
        => await _report.FindAsync(number, cancellationToken)
        ?? throw new ServerException(string.Create(CultureInfo.InvariantCulture, $"the dead letter {number} does not exist"));

    /// <inheritdoc />
    public Task<OutcomeDto[]> TraceAsync(string id, string? source, CancellationToken cancellationToken)
        => _report.TraceAsync(id, source, cancellationToken);

    /// <inheritdoc />
    public async IAsyncEnumerable<(string Line, WatchedEventDto Content)> WatchAsync(
        int last, bool follow, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var stored in _engine.ReadAsync(new ReadSpec(last), cancellationToken))
        {
            var line = Encoding.UTF8.GetString(EventLine.Of(stored).Span);
            yield return (line, JsonSerializer.Deserialize(line, ApiJson.Default.WatchedEventDto)!);
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _engine.DisposeAsync();
        await _taken.DisposeAsync();
    }
}
