using Wasmill.Functions.Calls;
using Wasmill.Functions.Sandbox;

namespace Wasmill.Functions.Hosting;

// Tested by: QueueTests, FairnessTests
/// <summary>One worker thread. Its state is guarded by the pool's lock.</summary>
internal sealed class Worker : ICallWorker
{
    private readonly WorkerPool _pool;
    private readonly Thread _thread;

    /// <summary>Creates the thread, which does nothing before <see cref="Start"/>.</summary>
    /// <param name="pool">The pool of the worker.</param>
    /// <param name="index">The index in the pool.</param>
    public Worker(WorkerPool pool, int index)
    {
        _pool = pool;
        Index = index;
        _thread = new Thread(() => pool.Work(this), SandboxEngine.ThreadStackBytes)
        {
            IsBackground = true,
            Name = $"wasmill function {index}",
        };
    }

    /// <summary>The index in the pool.</summary>
    public int Index { get; }

    /// <summary>The function whose call runs; null between two calls.</summary>
    public FunctionLane? Lane { get; set; }

    /// <summary>Indicates whether the call computes: it has neither run for long nor waits.</summary>
    public bool Computes { get; set; }

    /// <summary>
    /// The processor on which the last call began; -1 if it is not known. The worker sets it without the lock when it has moved: whoever
    /// reads the value from before moves once for nothing.
    /// </summary>
    public int Processor { get; set; } = -1;

    /// <summary>Indicates whether another call computes on the same processor, so that the worker leaves it.</summary>
    public bool IsCrowded { get; set; }

    /// <summary>Indicates whether the call has passed the long-running threshold.</summary>
    public bool IsLong { get; set; }

    /// <summary>Indicates whether another worker has replaced this one, so that it ends after its call.</summary>
    public bool IsReplaced { get; set; }

    /// <summary>Starts the thread.</summary>
    public void Start() => _thread.Start();

    /// <summary>Waits for the end of the thread.</summary>
    public void Join() => _thread.Join();

    /// <inheritdoc />
    public void NoteLongRunning() => _pool.NoteLongRunning(this);

    /// <inheritdoc />
    public void BeginWait() => _pool.BeginWait(this);

    /// <inheritdoc />
    public void EndWait() => _pool.EndWait(this);
}
