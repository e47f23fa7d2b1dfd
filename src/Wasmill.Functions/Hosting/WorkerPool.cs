using Wasmill.Functions.Sandbox;

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
            WakeOne();
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

    /// <summary>Runs the calls of a worker until the pool stops or the worker is replaced.</summary>
    public void Work(Worker worker)
    {
        while (Take(worker) is { } call)
        {
            if (worker.IsCrowded && ThreadPlacement.TryLeave(worker.Processor))
                worker.Processor = ThreadPlacement.Current;
            call.Run(worker);
        }
    }

    /// <summary>
    /// Replaces a worker whose call has passed the long-running threshold, so that functions that loop do not stop the others.
    /// </summary>
    public void NoteLongRunning(Worker worker)
    {
        lock (_lock)
        {
            worker.IsLong = true;
            StopComputing(worker, worker.Lane!);
            WakeOne();
            if (_stopping || _leaving.Count >= MostThreads(_workers.Length) - _workers.Length)
                return;
            worker.IsReplaced = true;
            _leaving.Add(worker);
            Start(worker.Index);
        }
    }

    /// <summary>Lets another call of the function compute while the call of a worker waits.</summary>
    public void BeginWait(Worker worker)
    {
        lock (_lock)
        {
            StopComputing(worker, worker.Lane!);
            WakeOne();
        }
    }

    /// <summary>Counts a call that has waited as one that computes. It does not wait for its turn again.</summary>
    public void EndWait(Worker worker)
    {
        lock (_lock)
        {
            if (!worker.IsLong)
                StartComputing(worker, worker.Lane!);
        }
    }

    private void Start(int index)
    {
        var worker = new Worker(this, index);
        _workers[index] = worker;
        worker.Start();
    }

    private static void StartComputing(Worker worker, FunctionLane lane)
    {
        worker.Computes = true;
        lane.Computing++;
    }

    private void StopComputing(Worker worker, FunctionLane lane)
    {
        if (worker.Computes)
            lane.Computing--;
        worker.Computes = false;
        QueueLane(lane);
    }

    private void QueueLane(FunctionLane lane)
    {
        if (lane.Queued || !lane.Ready)
            return;
        lane.Queued = true;
        _lanes.Enqueue(lane);
    }

    // (1) The worker's last call has ended; (2) the worker waits for a function that has calls; (3) it takes the first one, looks whether
    // another call computes on its processor, and wakes another worker if there are more calls.
    private FunctionTask? Take(Worker worker)
    {
        lock (_lock)
        {
            // 1
            if (worker.Lane is { } last)
            {
                last.Running--;
                StopComputing(worker, last);
                worker.Lane = null;
            }

            if (worker.IsReplaced)
            {
                _leaving.Remove(worker);
                WakeOne();
                return null;
            }

            // 2
            while (_lanes.Count == 0)
            {
                if (_stopping)
                    return null;
                _idle++;
                Monitor.Wait(_lock);
                _idle--;
                _waking--;
            }

            // 3
            var lane = _lanes.Dequeue();
            lane.Queued = false;
            var call = lane.Waiting.Dequeue();
            lane.Running++;
            (worker.Lane, worker.IsLong) = (lane, false);
            worker.Processor = ThreadPlacement.Current;
            worker.IsCrowded = IsCrowded(worker);
            StartComputing(worker, lane);
            QueueLane(lane);
            WakeOne();
            return call;
        }
    }

    // Linux lets two workers share a processor for milliseconds while another one is idle for less than half a millisecond at a time, as it
    // is between the short tasks that receive the answers.
    private bool IsCrowded(Worker worker)
    {
        foreach (var other in _workers)
        {
            if (other.Computes && other.Processor == worker.Processor && worker.Processor >= 0)
                return true;
        }

        return false;
    }

    private void WakeOne()
    {
        if (_waking >= Math.Min(Math.Min(_idle, _lanes.Count), Environment.ProcessorCount))
            return;
        _waking++;
        Monitor.Pulse(_lock);
    }
}
