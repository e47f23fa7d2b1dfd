using System.Collections.Concurrent;
using Wasmill.Broker.Crashes;
using Wasmill.Broker.Ingress;
using Wasmill.Broker.Log;
using Wasmill.Broker.Log.Settings;
using Wasmill.Broker.Policies;
using Wasmill.Broker.Records;
using Wasmill.Broker.Targets;
using Wasmill.Broker.Triggers;
using Wasmill.Events.Filters;
using Wasmill.Storage;

namespace Wasmill.Broker.Tests.Crashes;

/// <summary>
/// What a broker's files look like at a moment is what a process leaves that is killed then:
/// each life here begins with a copy of the one before.
/// </summary>
public sealed class CrashGuardTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("wasmill-crash-");
    private readonly ConcurrentQueue<string> _reports = [];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_event_that_is_in_flight_at_two_unclean_stops_in_a_row_is_given_up_and_its_neighbors_are_delivered()
    {
        var second = Subfolder("second");
        await using (var life = Life.Start(Subfolder("first"), _reports, inProcess: true))
        {
            life.Hold("1", "2", "3");
            await life.PublishAsync("1", "2", "3");
            await life.StartedAsync("1", "2", "3");
            Copy(life.Folder, second);
        }

        var third = Subfolder("third");
        await using (var life = Life.Start(second, _reports, inProcess: true))
        {
            life.Hold("2");
            await life.PublishAsync("4");
            await life.StartedAsync("1", "2");
            Assert.Equal(["1", "2"], life.Started);
            Copy(life.Folder, third);
        }

        await using (var life = Life.Start(third, _reports, inProcess: true))
        {
            await life.StartedAsync("3", "4");
            var letter = Assert.Single(await life.LettersAsync(1));
            Assert.Equal(("2", DeadLetterReason.Crash), (letter.Event.Event.Id, letter.Reason));
            Assert.StartsWith("crash: the process ended twice in a row", letter.Detail, StringComparison.Ordinal);
            Assert.DoesNotContain("2", life.Started);
        }

        Assert.Contains(_reports, report => report.StartsWith("t: event 2 is given up: crash: ", StringComparison.Ordinal));
        Assert.Contains(
            _reports,
            report => report.StartsWith("the process ended while 3 events were in flight in functions", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task One_unclean_stop_or_a_clean_one_between_two_gives_nothing_up(bool endsCleanly)
    {
        var second = Subfolder("second");
        await using (var life = Life.Start(Subfolder("first"), _reports, inProcess: true))
        {
            life.Hold("1");
            await life.PublishAsync("1");
            await life.StartedAsync("1");
            Copy(life.Folder, second);
        }

        // The call is cancelled by a clean stop; its event comes again.
        var third = second;
        if (endsCleanly)
        {
            third = Subfolder("third");
            await using (var life = Life.Start(second, _reports, inProcess: true))
            {
                life.Hold("1");
                await life.StartedAsync("1");
            }

            await using var killed = Life.Start(second, _reports, inProcess: true);
            killed.Hold("1");
            await killed.StartedAsync("1");
            Copy(killed.Folder, third);
        }

        await using var last = Life.Start(third, _reports, inProcess: true);
        await last.PublishAsync("2");
        await last.StartedAsync("1", "2");
        Assert.Empty(await last.LettersAsync(0));
    }

    [Fact]
    public async Task A_target_outside_of_the_process_is_never_suspect()
    {
        var folder = Subfolder("0");
        for (var i = 1; i <= 3; i++)
        {
            await using var life = Life.Start(folder, _reports, inProcess: false);
            life.Hold("1");
            if (i == 1)
                await life.PublishAsync("1");
            await life.StartedAsync("1");
            Copy(life.Folder, folder = Subfolder($"{i}"));
        }

        await using var last = Life.Start(folder, _reports, inProcess: false);
        await last.StartedAsync("1");
        Assert.Empty(_reports);
    }

    [Fact]
    public async Task Without_a_place_for_the_notes_deliveries_go_on_and_it_is_said()
    {
        var folder = Subfolder("first");
        Directory.CreateDirectory(Path.Combine(folder, "calls"));
        await using var life = Life.Start(folder, _reports, inProcess: true);
        await life.PublishAsync("1");
        await life.StartedAsync("1");
        Assert.Contains(_reports, report => report.StartsWith("calls of functions are not noted", StringComparison.Ordinal));
    }

    [Fact]
    public void More_calls_than_there_are_slots_go_without_a_note()
    {
        using var notes = CallNotes.Open(Path.Combine(_folder.FullName, "calls"));
        var taken = Enumerable.Range(1, 5_000).Select(position => notes.Begin(new CallKey(7, position))).ToList();
        Assert.Equal(4_095, notes.InFlight.Count);
        taken.ForEach(notes.End);
        Assert.Empty(notes.InFlight);
        Assert.NotEqual(0, notes.Begin(new CallKey(7, 1)));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.GetFiles(from, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy, overwrite: true);
        }
    }

    private string Subfolder(string name) => _folder.CreateSubdirectory(name).FullName;

    // One process of a broker with one trigger. A held event is in flight until the end.
    private sealed class Life : IAsyncDisposable
    {
        private readonly ConcurrentDictionary<string, TaskCompletionSource> _started = [];
        private readonly ConcurrentQueue<string> _order = [];
        private readonly ConcurrentDictionary<string, byte> _held = [];
        private readonly CrashGuard _crashes;
        private readonly LogEngine _engine;
        private readonly EventBroker _broker;
        private readonly bool _inProcess;
        private bool _isApplied;

        private Life(string folder, ConcurrentQueue<string> reports, bool inProcess)
        {
            Folder = folder;
            _inProcess = inProcess;
            _crashes = CrashGuard.Open(
                folder, new LineLogger(reports.Enqueue), new FailedWrites(TimeProvider.System, new LineLogger(reports.Enqueue)));
            _engine = LogEngine.Open(
                Path.Combine(folder, "log"),
                new LogEngineOptions { ReserveBytes = 512 },
                TimeProvider.System,
                new LineLogger(reports.Enqueue));
            _broker = new EventBroker(_engine, TimeProvider.System, new LineLogger(reports.Enqueue), Random.Shared.NextDouble, _crashes);
        }

        public string Folder { get; }

        public IReadOnlyCollection<string> Started => _order;

        public static Life Start(string folder, ConcurrentQueue<string> reports, bool inProcess) => new(folder, reports, inProcess);

        public void Hold(params string[] ids)
        {
            foreach (var id in ids)
                _held.TryAdd(id, 0);
        }

        public async Task PublishAsync(params string[] ids)
        {
            await ApplyAsync();
            foreach (var id in ids)
                await _broker.PublishAsync([TestEvents.Event(id: id)], EventOrigin.Http, Cancel);
        }

        public async Task StartedAsync(params string[] ids)
        {
            await ApplyAsync();
            await Task.WhenAll(ids.Select(id => Signal(id).Task)).WaitAsync(TimeSpan.FromSeconds(30), Cancel);
        }

        public async Task<List<DeadLetter>> LettersAsync(int count)
        {
            while (await _engine.DeadLetters.CountAsync("t", Cancel) < count)
                await Task.Delay(10, Cancel);
            return await _engine.DeadLetters.ReadAsync(Cancel).ToListAsync(Cancel);
        }

        public async ValueTask DisposeAsync()
        {
            await _broker.DisposeAsync();
            await _engine.DisposeAsync();
            _crashes.Dispose();
        }

        // The first deliveries begin with it.
        private async Task ApplyAsync()
        {
            if (_isApplied)
                return;
            _isApplied = true;
            var target = new ScriptedTarget(AnswerAsync) { RunsInProcess = _inProcess };
            var trigger = new TriggerModel("t", FilterConfig.OfType("*").Compile(), "x", DeliveryPolicy.Default);
            await _broker.ApplyAsync(new BrokerModel([trigger], new Dictionary<string, IEventTarget> { ["x"] = target }), Cancel);
        }

        private async Task<DeliveryResult> AnswerAsync(DeliveryAttempt attempt, CancellationToken cancelled)
        {
            var id = attempt.Event.Event.Id;
            _order.Enqueue(id);
            Signal(id).TrySetResult();
            if (_held.ContainsKey(id))
                await Task.Delay(Timeout.Infinite, cancelled);
            return ScriptedTarget.Ok;
        }

        private TaskCompletionSource Signal(string id)
            => _started.GetOrAdd(id, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
    }
}
