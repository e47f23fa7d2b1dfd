using Wasmill.Functions.Inspection;
using Wasmill.Functions.Native;

namespace Wasmill.Functions.Sandbox.Linking;

// Tested by: ShardTests
/// <summary>
/// The native engines, one for each way to check bounds, with their own pools, for the calls of some of the processors. Two processors
/// that instantiate from one pool contend for its locks and take each other's slots, whose memory then moves between their caches: two
/// threads made fewer calls per second than one.
/// </summary>
internal sealed class EngineShard : IDisposable
{
    /// <summary>The maximum number of shards.</summary>
    private const int Most = 16;

    // A quarter of the address space of a process: 32 TiB of 128.
    private const long ReservedBytes = 32L << 40;

    private readonly EngineHandle _guarded;
    private readonly EngineHandle _explicit;

    /// <summary>Creates the engines.</summary>
    /// <param name="slots">The number of instances that may live at once in each engine.</param>
    /// <param name="target">The machines that compiled code is for.</param>
    public EngineShard(int slots, CodeTarget target)
    {
        _guarded = SandboxSettings.CreateEngine(slots, BoundsCheck.GuardPages, target);
        _explicit = SandboxSettings.CreateEngine(slots, BoundsCheck.Explicit, target);
    }

    /// <summary>The modules in use.</summary>
    public ModuleCache Modules { get; } = new();

    /// <summary>
    /// Computes the number of shards: one for each processor as long as their pools leave most of the address space free.
    /// </summary>
    /// <param name="slots">The number of instances in each shard.</param>
    public static int Count(int slots)
        => (int)Math.Clamp(ReservedBytes / (slots * (long)SandboxSettings.SlotBytes), 1, Math.Min(Environment.ProcessorCount, Most));

    /// <summary>Returns the engine for one way to check bounds.</summary>
    public EngineHandle Engine(BoundsCheck bounds) => bounds == BoundsCheck.Explicit ? _explicit : _guarded;

    /// <summary>Advances the epoch of the engines.</summary>
    public void AdvanceEpoch()
    {
        EngineApi.IncrementEpoch(_guarded.Value);
        EngineApi.IncrementEpoch(_explicit.Value);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _guarded.Dispose();
        _explicit.Dispose();
    }
}
