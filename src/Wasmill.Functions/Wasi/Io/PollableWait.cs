using Wasmill.Functions.Calls;

namespace Wasmill.Functions.Wasi.Io;

// Tested by: WasiHttpTypesTests, WasiHttpAttackTests
/// <summary>Blocks a guest until something that it waits for is ready, or until its deadline, which ends it.</summary>
internal static class PollableWait
{
    /// <summary>Waits until one of the pollables is ready.</summary>
    public static void ForAny(GuestCall call, IReadOnlyList<Pollable> pollables)
    {
        while (!IsAnyReady(call, pollables))
        {
            var left = call.TimeLeft;
            var wait = ShortestDelay(call, pollables) is { } delay && delay < left ? delay : left;
            call.BeginWait();
            try
            {
                Wait(call, [.. pollables.Select(one => one.Completion).OfType<Task>()], wait);
            }
            finally
            {
                call.EndWait();
            }

            // The sandbox's own check would see the deadline only after the host call.
            if (call.TimeLeft == TimeSpan.Zero)
                call.End(FunctionFailure.Deadline, "deadline: the function was still waiting when its deadline passed");
        }
    }

    private static bool IsAnyReady(GuestCall call, IReadOnlyList<Pollable> pollables)
    {
        foreach (var pollable in pollables)
        {
            if (pollable.IsReady(call))
                return true;
        }

        return false;
    }

    private static TimeSpan? ShortestDelay(GuestCall call, IReadOnlyList<Pollable> pollables)
    {
        TimeSpan? shortest = null;
        foreach (var pollable in pollables)
        {
            if (pollable.Delay(call) is { } delay && !(shortest <= delay))
                shortest = delay;
        }

        return shortest;
    }

    private static void Wait(GuestCall call, Task[] tasks, TimeSpan wait)
    {
        if (tasks.Length == 0)
            call.Cancellation.WaitHandle.WaitOne(wait);
        else
            Task.WaitAny(tasks, (int)Math.Ceiling(wait.TotalMilliseconds), CancellationToken.None);
    }
}
