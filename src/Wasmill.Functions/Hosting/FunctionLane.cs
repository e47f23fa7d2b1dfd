namespace Wasmill.Functions.Hosting;

/// <summary>The calls of one function that wait for a worker. Guarded by the pool's lock.</summary>
/// <param name="share">How many workers the function may hold at once.</param>
/// <param name="capacity">How many calls may wait.</param>
internal sealed class FunctionLane(int share, int capacity)
{
    /// <summary>How many calls may wait.</summary>
    public int Capacity => capacity;

    /// <summary>Whether no further call may wait. Calls of other functions are not counted: one that is slow must not take their room.</summary>
    public bool IsFull => Waiting.Count >= capacity;

    /// <summary>Calls in order of arrival.</summary>
    public Queue<FunctionTask> Waiting { get; } = new();

    /// <summary>Calls that hold a worker.</summary>
    public int Running { get; set; }

    /// <summary>Whether the lane stands in the pool's queue of lanes.</summary>
    public bool Queued { get; set; }

    /// <summary>Whether a worker may take a call from it.</summary>
    public bool Ready => Waiting.Count > 0 && Running < share;
}
