using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Wasmill.Broker.Engines;
using Wasmill.Broker.Engines.Memory;
using Wasmill.Broker.Ingress;
using Wasmill.Broker.Policies;
using Wasmill.Broker.Targets;
using Wasmill.Broker.Triggers;
using Wasmill.Events.Filters;

namespace Wasmill.Broker.Tests;

/// <summary>The metrics of a broker, as any listener of System.Diagnostics.Metrics reads them.</summary>
public sealed class BrokerMeterTests : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly MemoryEngine _engine = new(new MemoryEngineOptions(), TimeProvider.System);
    private readonly EventBroker _broker;
    private readonly BrokerMeter _meter;

    public BrokerMeterTests()
    {
        _broker = new EventBroker(_engine, TimeProvider.System, NullLogger.Instance, Random.Shared.NextDouble);
        _meter = new BrokerMeter(_broker, _engine, TimeProvider.System);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_target_counts_the_attempts_of_all_of_its_triggers()
    {
        var good = ScriptedTarget.Always(ScriptedTarget.Ok);
        var bad = ScriptedTarget.Always(new DeliveryResult { Verdict = DeliveryVerdict.Refused, Status = 400, Reason = "400" });
        await ApplyAsync([Trigger("a", "good"), Trigger("b", "good"), Trigger("c", "bad")], ("good", good), ("bad", bad), ("unused", good));
        await PublishAsync();
        await _meter.RefreshAsync(Cancel);
        var values = Read();
        Assert.Equal((2, 0), (values["wasmill.target.attempts good"], values["wasmill.target.failures good"]));
        Assert.Equal((1, 1), (values["wasmill.target.attempts bad"], values["wasmill.target.failures bad"]));
        Assert.Equal(0, values["wasmill.target.attempts unused"]);
        Assert.Equal((1, 1), (values["wasmill.trigger.delivered a"], values["wasmill.trigger.given_up c"]));
        Assert.Equal(1, values["wasmill.trigger.dead_letters c"]);
    }

    [Fact]
    public async Task Another_target_of_the_same_name_counts_on_and_a_removed_one_is_gone()
    {
        await ApplyAsync([Trigger("a", "x")], ("x", ScriptedTarget.Always(ScriptedTarget.Ok)));
        await PublishAsync();
        await ApplyAsync([Trigger("a", "x")], ("x", ScriptedTarget.Always(ScriptedTarget.Ok)));
        await PublishAsync();
        Assert.Equal(2, Read()["wasmill.target.attempts x"]);
        await ApplyAsync([]);
        Assert.DoesNotContain("wasmill.target.attempts x", Read().Keys);
    }

    [Fact]
    public async Task A_listener_is_told_of_the_time_of_each_attempt_by_trigger_and_target()
    {
        var told = new ConcurrentQueue<string>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, own) =>
        {
            if (instrument.Meter == _meter.Meter && !instrument.IsObservable)
                own.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) =>
            told.Enqueue($"{instrument.Name} {tags[0].Key}={tags[0].Value} {value >= 0}"));
        listener.Start();
        await ApplyAsync([Trigger("a", "x")], ("x", ScriptedTarget.Always(ScriptedTarget.Ok)));
        await PublishAsync();
        Assert.Equal(["wasmill.target.attempt.duration target=x True", "wasmill.trigger.attempt.duration trigger=a True"], told.Order());
    }

    // One collection is of one moment; the next one is new.
    [Fact]
    public async Task A_reading_holds_for_one_collection()
    {
        var time = new FakeTimeProvider();
        var meter = new BrokerMeter(_broker, _engine, time);
        await ApplyAsync([Trigger("a", "x")], ("x", ScriptedTarget.Always(ScriptedTarget.Ok)));
        await meter.RefreshAsync(Cancel);
        await PublishAsync();
        var own = meter.Histograms[0];
        Assert.Equal(0, Delivered());
        time.Advance(TimeSpan.FromMilliseconds(100));
        Assert.Equal(1, Delivered());
        Assert.Equal(1, Assert.Single(own.Read()).Count);

        // Both meters have instruments; those of the second come last.
        double Delivered() => ReadAll().Last(one => one.Name == "wasmill.trigger.delivered a").Value;
    }

    public async ValueTask DisposeAsync()
    {
        await _broker.DisposeAsync();
        await _engine.DisposeAsync();
    }

    private static TriggerModel Trigger(string name, string target)
        => new(name, FilterConfig.Everything.Compile(), target, DeliveryPolicy.Default);

    private Task ApplyAsync(TriggerModel[] triggers, params (string Name, IEventTarget Target)[] targets)
        => _broker.ApplyAsync(new BrokerModel(triggers, targets.ToDictionary(target => target.Name, target => target.Target)), Cancel);

    private async Task PublishAsync()
    {
        var stored = Assert.IsType<AppendResult.Stored>(await _broker.PublishAsync([TestEvents.Event()], EventOrigin.Http, Cancel));
        Assert.NotNull(await _broker.Journal.WaitForOutcomeAsync(stored.Events[0].Position, Patience, Cancel));
    }

    private Dictionary<string, double> Read() => ReadAll().ToDictionary(one => one.Name, one => one.Value);

    private List<(string Name, double Value)> ReadAll()
    {
        var values = new List<(string, double)>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, own) =>
        {
            if (instrument.Meter == _meter.Meter && instrument.IsObservable)
                own.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Add(instrument, value, tags));
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value, tags));
        listener.Start();
        listener.RecordObservableInstruments();
        return values;

        void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
            => values.Add((tags.Length == 0 ? instrument.Name : $"{instrument.Name} {tags[0].Value}", value));
    }
}
