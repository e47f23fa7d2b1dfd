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
/// The engine that stores events in files: they survive the end of the process and, by default, a power failure.
/// A thin layer of threads around <see cref="LogCore"/>.
/// </summary>
/// <remarks>
/// One thread writes: it takes all waiting transactions, writes them and flushes once. One task matches committed events.
/// The feeds read events that are no longer in memory.
/// </remarks>
public sealed class LogEngine : IBrokerEngine
{
    // Interval of the writer's due work without a wake-up: flushes, retention, a full disk.
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

    /// <summary>Opens the log in a folder, which is created if it is missing.</summary>
    /// <param name="folder">The folder. No other process may have it open.</param>
    /// <param name="options">Settings.</param>
    /// <param name="time">The clock.</param>
    /// <param name="log">Receives reports of damage, a full disk and failures.</param>
    /// <exception cref="LogFormatException">The folder holds other files, or another version.</exception>
    /// <exception cref="IOException">An I/O operation failed.</exception>
    /// <param name="failures">Classifies and counts failed writes; null for a private instance.</param>
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
        // Positions have no gaps, so that the start of the last N events is known.
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

    /// <summary>Writes waiting transactions, writes a clean checkpoint, and closes the files.</summary>
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
        // Not cancelled half-way: once queued for the writer it is written soon.
        return await CommitAsync(transaction) switch
        {
            CommitResult.Committed => new FinishResult.Recorded(transaction.Stored),
            CommitResult.Full or CommitResult.DiskFull => new FinishResult.Full(RetryAfter),
            _ => new FinishResult.Failed(_core.Broken ?? "the broker stops"),
        };
    }

    /// <summary>Writes a transaction.</summary>
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

    /// <summary>Throws if a change is not stored.</summary>
    /// <exception cref="IOException">The change is not stored; the message has the reason.</exception>
    internal static void Check(CommitResult result)
    {
        if (result != CommitResult.Committed)
            throw result is CommitResult.DiskFull or CommitResult.Full
                ? new DiskFullException($"the change could not be stored: the {(result == CommitResult.DiskFull ? "disk" : "log")} is full")
                : new IOException("the change could not be stored: the disk has failed or the broker stops");
    }

    // The writer's thread. An unexpected exception is a bug: the broker stops as for a failed disk, instead of aborting.
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
            // Otherwise triggers would silently stop.
            _core.Break($"a bug in the matching of events: {bug}");
        }
    }
}
