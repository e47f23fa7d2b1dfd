namespace Wasmill.Functions.Hosting;

/// <summary>
/// The figures of one function over all of its versions. Written by the workers, read by any thread; counting does not allocate.
/// </summary>
/// <param name="owner">The owner (<see cref="FunctionConfig.Owner"/>).</param>
/// <param name="name">The name.</param>
internal sealed class FunctionCounters(string owner, string name)
{
    // Guarded by the meter's lock.
    private readonly List<LoadedFunction> _versions = [];
    private long _calls;
    private long _failures;
    private long _rejected;
    private long _ticks;
    private long _memory;

    /// <summary>The owner of the function.</summary>
    public string Owner => owner;

    /// <summary>The name of the function.</summary>
    public string Name => name;

    /// <summary>Calls that have ended.</summary>
    public long Calls => Interlocked.Read(ref _calls);

    /// <summary>Calls that ended without an answer of the guest.</summary>
    public long Failures => Interlocked.Read(ref _failures);

    /// <summary>Calls that found the queue full.</summary>
    public long Rejected => Interlocked.Read(ref _rejected);

    /// <summary>Time in the sandbox, of all calls together.</summary>
    public TimeSpan SandboxTime => new(Interlocked.Read(ref _ticks));

    /// <summary>The largest linear memory that a call had, in bytes.</summary>
    public long MaxMemory => Interlocked.Read(ref _memory);

    /// <summary>Calls that wait for a worker. Read, as the two below, under the meter's lock.</summary>
    public int Queued => _versions.Sum(static version => version.Queued);

    /// <summary>Calls that run.</summary>
    public int Running => _versions.Sum(static version => version.Running);

    /// <summary>Instances that run a call or wait for another one.</summary>
    public int Instances => _versions.Sum(static version => version.Running + version.Idle);

    /// <summary>The versions that are loaded.</summary>
    public ICollection<LoadedFunction> Versions => _versions;

    /// <summary>Counts a call that has ended.</summary>
    public void Note(FunctionResult result)
    {
        Interlocked.Increment(ref _calls);
        Interlocked.Add(ref _ticks, result.Elapsed.Ticks);
        if (result.Failure != FunctionFailure.None)
            Interlocked.Increment(ref _failures);
        var most = Volatile.Read(ref _memory);
        while (result.MemoryBytes > most)
            most = Interlocked.CompareExchange(ref _memory, result.MemoryBytes, most) is var seen && seen == most
                ? result.MemoryBytes
                : seen;
    }

    /// <summary>Counts a call that found the queue full.</summary>
    public void NoteRejected() => Interlocked.Increment(ref _rejected);
}
