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
    private readonly List<Thread> _threads = [];
    private readonly int _capacity;
    private int _waiting;
    private bool _stopping;

    /// <summary>Starts the workers.</summary>
    /// <param name="workers">How many.</param>
    /// <param name="capacity">How many calls may wait in all.</param>
    public WorkerPool(int workers, int capacity)
    {
        _capacity = capacity;
        for (var i = 0; i < workers; i++)
        {
            var thread = new Thread(Work, SandboxEngine.ThreadStackBytes) { IsBackground = true, Name = $"wasmill function {i}" };
            _threads.Add(thread);
            thread.Start();
        }
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

    /// <summary>Waits for the calls in flight and ends the workers. Every caller has stopped before.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _stopping = true;
            Monitor.PulseAll(_lock);
        }

        foreach (var thread in _threads)
            thread.Join();
    }

    private void QueueLane(FunctionLane lane)
    {
        if (lane.Queued || !lane.Ready)
            return;
        lane.Queued = true;
        _lanes.Enqueue(lane);
        Monitor.Pulse(_lock);
    }

    private void Work()
    {
        while (Take() is var (lane, call))
        {
            call.Run();
            lock (_lock)
            {
                lane.Running--;
                QueueLane(lane);
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
