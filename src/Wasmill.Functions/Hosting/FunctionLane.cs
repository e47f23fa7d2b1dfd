namespace Wasmill.Functions.Hosting;

/// <summary>The calls of one function that wait for a worker. Guarded by the pool's lock.</summary>
/// <param name="share">The number of workers that the function may hold at once.</param>
/// <param name="capacity">The number of calls that may wait.</param>
internal sealed class FunctionLane(int share, int capacity)
{
    /// <summary>The number of calls that may wait.</summary>
    public int Capacity => capacity;

    /// <summary>
    /// Indicates whether the queue is full. Calls of other functions are not counted: a slow function must not use up their capacity.
    /// </summary>
    public bool IsFull => Waiting.Count >= capacity;

    /// <summary>The waiting calls in order of arrival.</summary>
    public Queue<FunctionTask> Waiting { get; } = new();

    /// <summary>The number of calls that hold a worker.</summary>
    public int Running { get; set; }

    /// <summary>The number of calls that compute: they hold a worker, have not run for long, and do not wait.</summary>
    public int Computing { get; set; }

    /// <summary>Indicates whether the lane is in the pool's queue of lanes.</summary>
    public bool Queued { get; set; }

    /// <summary>
    /// Indicates whether a worker may take a call from the lane. More calls that compute than processors would interrupt each other for
    /// milliseconds, which short calls then take.
    /// </summary>
    public bool Ready => Waiting.Count > 0 && Running < share && Computing < Environment.ProcessorCount;
}
