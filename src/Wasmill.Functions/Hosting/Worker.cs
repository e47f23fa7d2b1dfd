using Wasmill.Functions.Sandbox;

namespace Wasmill.Functions.Hosting;

/// <summary>One worker thread.</summary>
internal sealed class Worker
{
    private readonly Thread _thread;

    /// <summary>Makes the thread, which does nothing before <see cref="Start"/>.</summary>
    /// <param name="work">What the thread does.</param>
    /// <param name="index">Its place in the pool.</param>
    public Worker(Action<Worker> work, int index)
    {
        Index = index;
        _thread = new Thread(() => work(this), SandboxEngine.ThreadStackBytes) { IsBackground = true, Name = $"wasmill function {index}" };
    }

    /// <summary>Its place in the pool.</summary>
    public int Index { get; }

    /// <summary>Whether another stands in its place, so that it ends with its call. Guarded by the pool's lock.</summary>
    public bool IsReplaced { get; set; }

    /// <summary>Starts the thread.</summary>
    public void Start() => _thread.Start();

    /// <summary>Waits for the thread's end.</summary>
    public void Join() => _thread.Join();
}
