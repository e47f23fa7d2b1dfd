namespace Wasmill.Bench.Sinks;

/// <summary>
/// A target that answers late, for as long as it is told to. Afterwards it answers at once, so that what waits for it goes away.
/// </summary>
internal sealed class SlowNeighbour
{
    private static readonly TimeSpan Delay = TimeSpan.FromSeconds(2);

    private long _count;
    private long _held;

    /// <summary>Whether it answers late.</summary>
    public bool IsSlow { get; set; }

    /// <summary>Deliveries that have arrived.</summary>
    public long Count => Interlocked.Read(ref _count);

    /// <summary>Deliveries that wait for their answer.</summary>
    public long Held => Interlocked.Read(ref _held);

    /// <summary>Takes one delivery.</summary>
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
