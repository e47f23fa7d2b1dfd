using Wasmill.Functions.Sandbox;

namespace Wasmill.Functions.Hosting;

/// <summary>One worker thread.</summary>
internal sealed class Worker
{
    private readonly Thread _thread;

    /// <summary>Creates the thread, which does nothing before <see cref="Start"/>.</summary>
    /// <param name="work">The work of the thread.</param>
    /// <param name="index">The index in the pool.</param>
    public Worker(Action<Worker> work, int index)
    {
        Index = index;
        _thread = new Thread(() => work(this), SandboxEngine.ThreadStackBytes) { IsBackground = true, Name = $"wasmill function {index}" };
    }

    /// <summary>The index in the pool.</summary>
    public int Index { get; }

    /// <summary>
    /// Indicates whether another worker has replaced this one, so that it ends after its call. Guarded by the pool's lock.
    /// </summary>
    public bool IsReplaced { get; set; }

    /// <summary>Starts the thread.</summary>
    public void Start() => _thread.Start();

    /// <summary>Waits for the end of the thread.</summary>
    public void Join() => _thread.Join();
}
