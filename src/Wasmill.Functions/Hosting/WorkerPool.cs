namespace Wasmill.Functions.Hosting;

// Tested by: QueueTests, FairnessTests
/// <summary>
/// The worker threads for guests: a guest blocks its thread and needs a large stack. Each function has its own queue, functions take turns,
/// and none holds more than its share of the workers. A worker whose call passes the long-running threshold is replaced, so that functions
/// that loop do not stop the others; its call then takes turns with other long calls (<c>LongCallScheduler</c>).
/// </summary>
internal sealed class WorkerPool : IDisposable
{
    private readonly object _lock = new();
    private readonly Queue<FunctionLane> _lanes = new();
    private readonly Worker[] _workers;
    // The workers that were replaced and end after their call.
    private readonly HashSet<Worker> _leaving = [];
    private int _idle;
    // The workers that were woken and have not run yet, at most one for each processor. Each wakes the next one if it finds more than it
    // takes: otherwise a burst of calls would wake every worker, most of them for nothing.
    private int _waking;
    private bool _stopping;

    /// <summary>Starts the workers.</summary>
    /// <param name="workers">The number of workers.</param>
    public WorkerPool(int workers)
    {
        _workers = new Worker[workers];
        for (var i = 0; i < workers; i++)
            Start(i);
    }

    /// <summary>Computes the maximum number of threads that run calls at once: each worker may have been replaced once.</summary>
    /// <param name="workers">The number of workers.</param>
    public static int MostThreads(int workers) => workers * 2;

    /// <summary>Queues a call.</summary>
    /// <returns>False if the function's queue is full.</returns>
    public bool TryEnqueue(FunctionLane lane, FunctionTask call)
    {
        lock (_lock)
        {
            if (lane.IsFull || _stopping)
                return false;
            lane.Waiting.Enqueue(call);
            QueueLane(lane);
            return true;
        }
    }

    /// <summary>Waits for the calls in flight and stops the workers. All callers must have stopped before.</summary>
    public void Dispose()
    {
        Worker[] workers;
        lock (_lock)
        {
            _stopping = true;
            Monitor.PulseAll(_lock);
            workers = [.. _workers, .. _leaving];
        }

        foreach (var worker in workers)
            worker.Join();
    }

    private void Start(int index)
    {
        var worker = new Worker(Work, index);
        _workers[index] = worker;
        worker.Start();
    }

    private void Replace(Worker worker)
    {
        lock (_lock)
        {
            if (_stopping || _leaving.Count >= MostThreads(_workers.Length) - _workers.Length)
                return;
            worker.IsReplaced = true;
            _leaving.Add(worker);
            Start(worker.Index);
        }
    }

    private void QueueLane(FunctionLane lane)
    {
        if (lane.Queued || !lane.Ready)
            return;
        lane.Queued = true;
        _lanes.Enqueue(lane);
        WakeOne();
    }

    private void Work(Worker worker)
    {
        // One delegate for all calls of the worker.
        Action longRunning = () => Replace(worker);
        while (Take() is var (lane, call))
        {
            call.Run(longRunning);
            lock (_lock)
            {
                lane.Running--;
                QueueLane(lane);
                if (!worker.IsReplaced)
                    continue;
                _leaving.Remove(worker);
                return;
            }
        }
    }

    private (FunctionLane Lane, FunctionTask Call)? Take()
    {
        lock (_lock)
        {
            while (_lanes.Count == 0)
            {
                if (_stopping)
                    return null;
                _idle++;
                Monitor.Wait(_lock);
                _idle--;
                _waking--;
            }

            var lane = _lanes.Dequeue();
            lane.Queued = false;
            var call = lane.Waiting.Dequeue();
            lane.Running++;
            QueueLane(lane);
            if (_lanes.Count > 0)
                WakeOne();
            return (lane, call);
        }
    }

    private void WakeOne()
    {
        if (_waking >= Math.Min(_idle, Environment.ProcessorCount))
            return;
        _waking++;
        Monitor.Pulse(_lock);
    }
}
