namespace Wasmill.Bench.Sinks;

/// <summary>
/// A target that answers late while it is slow. Afterwards it answers immediately, so that its backlog clears.
/// </summary>
internal sealed class SlowNeighbour
{
    private static readonly TimeSpan Delay = TimeSpan.FromSeconds(2);

    private long _count;
    private long _held;

    /// <summary>Indicates whether it answers late.</summary>
    public bool IsSlow { get; set; }

    /// <summary>Number of deliveries that have arrived.</summary>
    public long Count => Interlocked.Read(ref _count);

    /// <summary>Number of deliveries waiting for their answer.</summary>
    public long Held => Interlocked.Read(ref _held);

    /// <summary>Handles one delivery.</summary>
    public async Task TakeAsync(IHeaderDictionary headers)
    {
        Interlocked.Increment(ref _count);
        if (!IsSlow)
            return;
        Interlocked.Increment(ref _held);
        await Task.Delay(Delay);
        Interlocked.Decrement(ref _held);
    }
}
