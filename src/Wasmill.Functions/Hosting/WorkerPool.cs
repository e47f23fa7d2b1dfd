using Wasmill.Functions.Sandbox;

namespace Wasmill.Functions.Hosting;

/// <summary>
/// Threads of their own for guests: a guest blocks its thread and needs a large stack. Functions take turns, and none holds more than its share of the
/// workers, so that one that loops for ever does not stop the others.
/// </summary>
internal sealed class WorkerPool : IDisposable
{
    private readonly object _lock = new();
    private readonly Queue<FunctionLane> _lanes = new();
    private readonly Worker[] _workers;
    private readonly Thread[] _threads;
    private readonly int _capacity;
    private int _waiting;
    private bool _stopping;

    /// <summary>Starts the workers.</summary>
    /// <param name="workers">How many.</param>
    /// <param name="capacity">How many calls may wait in all.</param>
    public WorkerPool(int workers, int capacity)
    {
        _capacity = capacity;
        _workers = new Worker[workers];
        _threads = new Thread[workers];
        for (var i = 0; i < workers; i++)
            Start(i);
    }

    /// <summary>Queues a call.</summary>
    /// <returns>False when the queue is full.</returns>
    public bool TryEnqueue(FunctionLane lane, FunctionTask call)
    {
        lock (_lock)
        {
            if (_waiting >= _capacity || _stopping)
                return false;
            _waiting++;
            lane.Waiting.Enqueue(call);
            QueueLane(lane);
            return true;
        }
    }

    /// <summary>Has calls give way that compute for long. Called by one thread, every few milliseconds while calls run.</summary>
    public void Look()
    {
        for (var i = 0; i < _workers.Length; i++)
            Volatile.Read(ref _workers[i]).Look();
    }

    /// <summary>Waits for the calls in flight and ends the workers. Every caller has stopped before.</summary>
    public void Dispose()
    {
        Thread[] threads;
        lock (_lock)
        {
            _stopping = true;
            Monitor.PulseAll(_lock);
            threads = [.. _threads];
        }

        foreach (var thread in threads)
            thread.Join();
    }

    private void Start(int index)
    {
        var worker = new Worker();
        var thread = new Thread(() => Work(worker, index), SandboxEngine.ThreadStackBytes) { IsBackground = true, Name = $"wasmill function {index}" };
        Volatile.Write(ref _workers[index], worker);
        _threads[index] = thread;
        thread.Start();
    }

    // A thread's share is that of the thread which starts it: one that has given way cannot start its successor.
    private void Replace(int index) => ThreadPool.UnsafeQueueUserWorkItem(
        static state =>
        {
            lock (state.Pool._lock)
            {
                if (!state.Pool._stopping)
                    state.Pool.Start(state.Index);
            }
        },
        (Pool: this, Index: index), preferLocal: false);

    private void QueueLane(FunctionLane lane)
    {
        if (lane.Queued || !lane.Ready)
            return;
        lane.Queued = true;
        _lanes.Enqueue(lane);
        Monitor.Pulse(_lock);
    }

    private void Work(Worker worker, int index)
    {
        worker.Attach();
        while (Take() is var (lane, call))
        {
            worker.Begin();
            call.Run();
            var goesOn = worker.End();
            lock (_lock)
            {
                lane.Running--;
                QueueLane(lane);
            }

            if (!goesOn)
            {
                Replace(index);
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
                Monitor.Wait(_lock);
            }

            var lane = _lanes.Dequeue();
            lane.Queued = false;
            var call = lane.Waiting.Dequeue();
            lane.Running++;
            _waiting--;
            QueueLane(lane);
            return (lane, call);
        }
    }
}
