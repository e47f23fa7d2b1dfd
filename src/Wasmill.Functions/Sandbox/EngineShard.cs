using Wasmill.Functions.Native;

namespace Wasmill.Functions.Sandbox;

/// <summary>
/// A native engine with its own pool, for the calls of some of the processors. Two processors that instantiate from one pool contend for
/// its locks and take each other's slots, whose memory then moves between their caches: two threads made fewer calls per second than one.
/// </summary>
internal sealed class EngineShard : IDisposable
{
    /// <summary>The maximum number of shards.</summary>
    private const int Most = 16;

    // A quarter of the address space of a process: 32 TiB of 128.
    private const long ReservedBytes = 32L << 40;

    /// <summary>Creates the engine.</summary>
    /// <param name="slots">The number of instances that may live at once.</param>
    public EngineShard(int slots) => Engine = SandboxSettings.CreateEngine(slots);

    /// <summary>The native engine.</summary>
    public EngineHandle Engine { get; }

    /// <summary>The modules in use.</summary>
    public ModuleCache Modules { get; } = new();

    /// <summary>
    /// Computes the number of shards: one for each processor as long as their pools leave most of the address space free.
    /// </summary>
    /// <param name="slots">The number of instances in each shard.</param>
    public static int Count(int slots)
        => (int)Math.Clamp(ReservedBytes / (slots * (long)SandboxSettings.SlotBytes), 1, Math.Min(Environment.ProcessorCount, Most));

    /// <inheritdoc />
    public void Dispose() => Engine.Dispose();
}
