using System.Globalization;
using Wasmill.Apps.Serving;
using Wasmill.Commands.Functions.Serving;

namespace Wasmill.Tests.Commands.Functions.Serving;

public sealed class RequestLinesTests
{
    private static readonly TestTicks Clock = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_line_has_method_path_status_and_time()
    {
        var terminal = new FakeTerminal();
        await using (var lines = new RequestLines(terminal, Clock))
        {
            lines.Add(new AnsweredRequest("a", "POST", "/x/y?token=secret", 202, TimeSpan.FromMicroseconds(1260)));
            lines.Add(new AnsweredRequest(null, "GET", "/", 0, TimeSpan.FromSeconds(2)));
        }

        Assert.Equal(("", "POST /x/y 202 1.3 ms\nGET / disconnected 2000.0 ms\n"), (terminal.Text, terminal.ErrorText));
    }

    [Fact]
    public async Task Of_a_flood_the_first_are_shown_and_the_others_counted()
    {
        var (terminal, clock) = (new FakeTerminal(), new TestTicks());
        await using var lines = new RequestLines(terminal, clock);
        for (var i = 0; i < 5_000; i++)
            lines.Add(Request(i % 1_000 == 999 ? 500 : 200));
        await clock.FirstTimer.WaitAsync(Cancel);
        clock.Pass(TimeSpan.FromSeconds(1));
        await terminal.WaitForErrorAsync("... 4,900 more requests, 5 of them with a status of 500 or above\n", Cancel);

        // The next second has its own lines.
        lines.Add(Request(201));
        await terminal.WaitForErrorAsync("GET / 201 ", Cancel);
        Assert.Equal(RequestLines.MostPerSecond + 2, terminal.ErrorText.Count(character => character == '\n'));
    }

    [Fact]
    public async Task What_is_counted_when_it_ends_is_told()
    {
        var terminal = new FakeTerminal();
        await using (var lines = new RequestLines(terminal, Clock))
        {
            for (var i = 0; i < RequestLines.MostPerSecond + 3; i++)
                lines.Add(Request(200));
        }

        Assert.EndsWith("... 3 more requests\n", terminal.ErrorText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_terminal_that_takes_nothing_holds_up_no_request_and_loses_no_count()
    {
        using var gate = new ManualResetEventSlim();
        var terminal = new StuckTerminal(gate);
        var clock = new TestTicks();
        await using (var lines = new RequestLines(terminal, clock))
        {
            // More seconds than the queue has room for.
            for (var second = 0; second < 10; second++, clock.Pass(TimeSpan.FromSeconds(1)))
            {
                for (var i = 0; i < RequestLines.MostPerSecond; i++)
                    lines.Add(Request(200));
            }

            gate.Set();
        }

        var written = terminal.Inner.ErrorText.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var shown = written.Count(line => line.StartsWith("GET", StringComparison.Ordinal));
        var counted = written.Where(line => line.StartsWith("...", StringComparison.Ordinal)).Sum(line => int.Parse(line.Split(' ')[1]));
        Assert.Equal(10 * RequestLines.MostPerSecond, shown + counted);
        Assert.InRange(counted, 1, 9 * RequestLines.MostPerSecond);
    }

    [Fact]
    public async Task Many_threads_lose_no_request()
    {
        var terminal = new FakeTerminal();
        await using (var lines = new RequestLines(terminal, TimeProvider.System))
            await Parallel.ForAsync(0, 20_000, Cancel, (_, _) =>
            {
                lines.Add(Request(200));
                return ValueTask.CompletedTask;
            });
        var written = terminal.ErrorText.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(
            20_000,
            written.Sum(line => line.StartsWith("...", StringComparison.Ordinal)
                ? int.Parse(line.Split(' ')[1], NumberStyles.AllowThousands, CultureInfo.InvariantCulture)
                : 1));
    }

    private static AnsweredRequest Request(int status) => new("a", "GET", "/", status, TimeSpan.Zero);

    /// <summary>A clock whose timers end when a test passes time.</summary>
    private sealed class TestTicks : TimeProvider
    {
        private readonly List<TestTimer> _timers = [];
        private readonly TaskCompletionSource _firstTimer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private long _now = 1_000 * TimeSpan.TicksPerSecond;

        /// <summary>Completes when somebody waits for time to pass.</summary>
        public Task FirstTimer => _firstTimer.Task;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Interlocked.Read(ref _now);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = new TestTimer(() => callback(state), GetTimestamp() + dueTime.Ticks);
            lock (_timers)
                _timers.Add(timer);
            _firstTimer.TrySetResult();
            Ring();
            return timer;
        }

        public void Pass(TimeSpan time)
        {
            Interlocked.Add(ref _now, time.Ticks);
            Ring();
        }

        private void Ring()
        {
            List<TestTimer> due;
            lock (_timers)
            {
                due = _timers.FindAll(timer => timer.Due <= GetTimestamp());
                _timers.RemoveAll(due.Contains);
            }

            due.ForEach(timer => timer.Ring());
        }

        private sealed class TestTimer(Action ring, long due) : ITimer
        {
            public long Due => due;

            public void Ring() => ring();

            public bool Change(TimeSpan dueTime, TimeSpan period) => true;

            public void Dispose()
            {
            }

            public ValueTask DisposeAsync() => default;
        }
    }

    private sealed class StuckTerminal(ManualResetEventSlim gate) : Wasmill.Output.ITerminal
    {
        public FakeTerminal Inner { get; } = new();

        public TextWriter Out => Inner.Out;

        public TextWriter Error
        {
            get
            {
                gate.Wait();
                return Inner.Error;
            }
        }

        public bool UseColour => false;

        public int? Width => null;

        public TextReader In => Inner.In;

        public Stream Input => Inner.Input;

        public bool InputIsKeyboard => false;

        public bool CanAsk => false;

        public void Clear() => Inner.Clear();
    }
}
