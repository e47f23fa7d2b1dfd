namespace Wasmill.Bench.Sinks;

/// <summary>A target that answers late, for as long as it is told to. Afterwards it answers at once, so that what waits for it goes away.</summary>
internal sealed class SlowNeighbour
{
    private static readonly TimeSpan Delay = TimeSpan.FromSeconds(2);

    private long _count;

    /// <summary>Whether it answers late.</summary>
    public bool IsSlow { get; set; }

    /// <summary>Deliveries that have arrived.</summary>
    public long Count => Interlocked.Read(ref _count);

    /// <summary>Takes one delivery.</summary>
    public Task TakeAsync(IHeaderDictionary headers)
    {
        Interlocked.Increment(ref _count);
        return IsSlow ? Task.Delay(Delay) : Task.CompletedTask;
    }
}
