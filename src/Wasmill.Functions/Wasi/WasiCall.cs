using System.Diagnostics.CodeAnalysis;

namespace Wasmill.Functions.Wasi;

/// <summary>The state of one call: what the guest sees of the world, what it wrote, when it must be done.</summary>
/// <param name="world">The world.</param>
/// <param name="output">Takes what the guest writes.</param>
/// <param name="deadline">The moment at which a waiting host call gives up, as a timestamp of <see cref="WasiWorld.Time"/>.</param>
internal sealed class WasiCall(WasiWorld world, GuestOutput output, long deadline)
{
    /// <summary>What the guest sees of the world.</summary>
    public WasiWorld World { get; } = world;

    /// <summary>What the guest wrote.</summary>
    public GuestOutput Output { get; } = output;

    /// <summary>How the host ended the guest; null while it runs and when it returned by itself.</summary>
    public GuestEnding? Ending { get; private set; }

    /// <summary>How long the guest may still wait.</summary>
    public TimeSpan TimeLeft
    {
        get
        {
            var left = World.Time.GetElapsedTime(World.Time.GetTimestamp(), deadline);
            return left > TimeSpan.Zero ? left : TimeSpan.Zero;
        }
    }

    /// <summary>Ends the guest.</summary>
    [DoesNotReturn]
    public void End(FunctionFailure failure, string reason)
    {
        Ending = new GuestEnding(failure, reason);
        throw new GuestEndedException(reason);
    }
}
