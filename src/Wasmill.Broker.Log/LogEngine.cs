using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Wasmill.Broker.Engines;
using Wasmill.Broker.Log.Disk;
using Wasmill.Broker.Log.Format;
using Wasmill.Broker.Log.Settings;
using Wasmill.Broker.Log.Triggers;
using Wasmill.Broker.Records;
using Wasmill.Storage;

namespace Wasmill.Broker.Log;

/// <summary>
/// Keeps events in files: what was stored survives the end of the process, and by default the loss of power.
/// A thin shell of threads around <see cref="LogCore"/>.
/// </summary>
/// <remarks>
/// One thread writes: it takes everything that waits, writes it at once and flushes it with one flush. One task matches what was written.
/// The feeds read by themselves what is not in memory any more.
/// </remarks>
public sealed class LogEngine : IBrokerEngine
{
    // How often the writer looks at what is due when nobody wakes it: flushes, space, the disk that was full.
    private static readonly TimeSpan TickPeriod = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    private readonly LogCore _core;
    private readonly TimeProvider _time;
    private readonly TimeSpan _tick;
    private readonly Thread _writer;
    private readonly Lock _lock = new();
    private readonly AutoResetEvent _wakeWriter = new(initialState: false);
    private readonly Channel<byte> _wakeMatcher = Channel.CreateBounded<byte>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });
    private readonly TaskCompletionSource<string> _failure = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _written = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _stopMatching;
    private readonly Task _matcher;
    private List<LogTransaction> _queue = [];
    private List<LogTransaction> _batch = [];
    private bool _writerSleeps;
    private bool _stopping;

    private LogEngine(LogCore core, LogEngineOptions options, TimeProvider time)
    {
        _core = core;
        _time = time;
        _tick = options.Durability.Interval is { } interval && interval < TickPeriod ? interval : TickPeriod;
        core.OnBroken = reason => _failure.TrySetResult(reason);
        _writer = new Thread(Write) { IsBackground = true, Name = "log writer" };
        _writer.Start();
        _matcher = Task.Run(MatchAsync);
    }

    /// <inheritdoc />
    public IDeadLetterStore DeadLetters => _core.DeadLetters;

    /// <inheritdoc />
    public IReadOnlyList<string> Triggers => _core.Triggers;

    /// <inheritdoc />
    public Task<string> Failure => _failure.Task;

    /// <inheritdoc />
    public EngineUsage Usage => _core.Usage;

    /// <summary>Indicates whether the start truncated a write that a crash had interrupted.</summary>
    public bool HasCutTail => _core.HasCutTail;

    /// <summary>Opens the log in a folder, which is made when it is missing.</summary>
    /// <param name="folder">The folder. Nobody else may have it open.</param>
    /// <param name="options">Settings.</param>
    /// <param name="time">The clock.</param>
    /// <param name="log">The log of damage, a full disk and the like.</param>
    /// <exception cref="LogFormatException">The folder holds something else, or another version.</exception>
    /// <exception cref="IOException">The disk refuses.</exception>
    /// <param name="failures">Decides what failed writes mean, and counts them; null for one of its own.</param>
    public static LogEngine Open(string folder, LogEngineOptions options, TimeProvider time, ILogger log, FailedWrites? failures = null)
        => new(new LogCore(new FolderDisk(folder), options, time, log, failures), options, time);

    /// <inheritdoc />
    public void Observe(IMatchObserver observer) => _core.Observer = observer;

    /// <inheritdoc />
    public async ValueTask<AppendResult> AppendAsync(IReadOnlyList<NewEvent> batch, CancellationToken cancellationToken)
    {
        if (batch.Count == 0)
            return new AppendResult.Stored([]);
        var transaction = new LogTransaction { Events = batch, IsFromOutside = true };
        return await CommitAsync(transaction) switch
        {
            CommitResult.Committed => new AppendResult.Stored(transaction.Stored),
            CommitResult.Duplicate => new AppendResult.Duplicate(),
            CommitResult.Full => new AppendResult.Full(RetryAfter),
            CommitResult.DiskFull => new AppendResult.Full(RetryAfter, FullCause.Disk),
            _ => new AppendResult.Failed(_core.Broken ?? "the broker stops"),
        };
    }

    /// <inheritdoc />
    public async ValueTask<ITriggerFeed> OpenFeedAsync(string trigger, FeedSpec spec, CancellationToken cancellationToken)
    {
        var opened = _core.Open(trigger, spec, out var transaction);
        if (transaction is not null)
            Check(await CommitAsync(transaction));
        return new LogFeed(this, _core, opened, _time);
    }

    /// <inheritdoc />
    public async ValueTask DeleteTriggerAsync(string trigger, CancellationToken cancellationToken)
    {
        if (_core.Delete(trigger) is { } transaction)
            Check(await CommitAsync(transaction));
    }

    /// <inheritdoc />
    public ValueTask<FeedStatus?> StatusAsync(string trigger, CancellationToken cancellationToken)
    {
        var status = _core.Status(trigger);
        return ValueTask.FromResult(status is { Lag: > 0 } ? status with { Oldest = _core.ReadEvent(status.Floor)?.Arrived } : status);
    }

    /// <inheritdoc />
    public async IAsyncEnumerable<RecordedOutcome> ReadOutcomesAsync(
        long from, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var outcome in _core.ReadOutcomes(Math.Max(1, from)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return outcome;
        }

        await Task.CompletedTask;
    }

    /// <inheritdoc />
    public async IAsyncEnumerable<StoredEvent> ReadAsync(ReadSpec range, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // Positions have no gaps, so that the last so many begin at a known one.
        var from = Math.Max(range.From, Math.Min(_core.Tail, range.To) - Math.Min(range.Last, long.MaxValue / 2) + 1);
        if (range.Since is { } since)
            from = Math.Max(from, _core.PositionSince(since));
        foreach (var stored in range.Last == 0 ? [] : _core.ReadEvents(Math.Max(1, from), range.To))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (stored.Arrived >= range.Until)
                yield break;
            yield return stored;
        }

        await Task.CompletedTask;
    }

    /// <summary>Writes what waits, says on the disk that everything is there, and closes the files.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (_lock)
            _stopping = true;
        _wakeWriter.Set();
        await _written.Task;
        _stopMatching = true;
        _wakeMatcher.Writer.Complete();
        await _matcher;
        _core.Dispose();
        _wakeWriter.Dispose();
    }

    /// <summary>Records an outcome and its replies as one record.</summary>
    internal async ValueTask<FinishResult> FinishAsync(
        LogLease delivery, AttemptOutcome outcome, IReadOnlyList<NewEvent> replies, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (_core.Finish(delivery, outcome, replies) is not { } transaction)
            return new FinishResult.LeaseLost();
        // Not given up half-way: once it waits for the writer it is written, and soon.
        return await CommitAsync(transaction) switch
        {
            CommitResult.Committed => new FinishResult.Recorded(transaction.Stored),
            CommitResult.Full or CommitResult.DiskFull => new FinishResult.Full(RetryAfter),
            _ => new FinishResult.Failed(_core.Broken ?? "the broker stops"),
        };
    }

    /// <summary>Has a transaction written.</summary>
    internal Task<CommitResult> CommitAsync(LogTransaction transaction)
    {
        bool wake;
        lock (_lock)
        {
            if (_stopping)
                return Task.FromResult(CommitResult.Failed);
            _queue.Add(transaction);
            wake = _writerSleeps;
            _writerSleeps = false;
        }

        if (wake)
            _wakeWriter.Set();
        return transaction.Done;
    }

    /// <summary>Throws unless a change is stored.</summary>
    /// <exception cref="IOException">It is not; the message has the reason.</exception>
    internal static void Check(CommitResult result)
    {
        if (result != CommitResult.Committed)
            throw result is CommitResult.DiskFull or CommitResult.Full
                ? new DiskFullException($"the change could not be stored: the {(result == CommitResult.DiskFull ? "disk" : "log")} is full")
                : new IOException("the change could not be stored: the disk has failed or the broker stops");
    }

    // The writer's thread. An exception that it does not expect is a bug: the broker stops,
    // as it does when the disk has failed, in place of an abort.
    private void Write()
    {
        try
        {
            WriteUntilStopped();
        }
        catch (Exception bug)
        {
            _core.Break($"a bug in the log's writer: {bug}");
            RefuseForEver();
        }

        _written.SetResult();
    }

    private void RefuseForEver()
    {
        lock (_lock)
        {
            _stopping = true;
            foreach (var transaction in _batch.Concat(_queue))
                transaction.Complete(CommitResult.Failed);
        }
    }

    private void WriteUntilStopped()
    {
        ref var batch = ref _batch;
        while (true)
        {
            bool stopping;
            lock (_lock)
            {
                (batch, _queue) = (_queue, batch);
                stopping = _stopping;
                _writerSleeps = batch.Count == 0;
            }

            if (batch.Count > 0)
            {
                _core.Commit(batch);
                batch.Clear();
                _wakeMatcher.Writer.TryWrite(0);
                continue;
            }

            if (stopping)
                break;
            if (!_wakeWriter.WaitOne(_tick))
                _core.Tick();
        }

        _core.Stop();
    }

    private async Task MatchAsync()
    {
        try
        {
            while (await _wakeMatcher.Reader.WaitToReadAsync())
            {
                _wakeMatcher.Reader.TryRead(out _);
                while (_core.HasUnmatched && !_stopMatching)
                    _core.MatchBatch();
            }
        }
        catch (Exception bug)
        {
            // Triggers would get nothing any more, in silence.
            _core.Break($"a bug in the matching of events: {bug}");
        }
    }
}
