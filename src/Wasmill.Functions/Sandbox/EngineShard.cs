using Wasmill.Functions.Native;

namespace Wasmill.Functions.Sandbox;

/// <summary>
/// A native engine with a pool of its own, for the calls of some of the processors. Two processors that instantiate from one pool wait for its locks and take each
/// other's slots, whose memory then moves between their caches: two threads made fewer calls in a second than one.
/// </summary>
internal sealed class EngineShard : IDisposable
{
    /// <summary>The most shards there are.</summary>
    private const int Most = 16;

    // A quarter of the addresses that a process has: 32 TiB of 128.
    private const long ReservedBytes = 32L << 40;

    /// <summary>Creates the engine.</summary>
    /// <param name="places">Instances that may live at once.</param>
    public EngineShard(int places) => Engine = SandboxSettings.CreateEngine(places);

    /// <summary>The native engine.</summary>
    public EngineHandle Engine { get; }

    /// <summary>The modules in use.</summary>
    public ModuleShelf Modules { get; } = new();

    /// <summary>How many shards there are to be: one for each processor while their pools leave most addresses free.</summary>
    /// <param name="places">The instances of each.</param>
    public static int Count(int places)
        => (int)Math.Clamp(ReservedBytes / (places * (long)SandboxSettings.SlotBytes), 1, Math.Min(Environment.ProcessorCount, Most));

    /// <inheritdoc />
    public void Dispose() => Engine.Dispose();
}
