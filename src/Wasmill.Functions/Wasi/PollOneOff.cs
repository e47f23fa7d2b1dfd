using System.Buffers.Binary;
using Wasmill.Functions.Calls;
using Wasmill.Functions.Capabilities.Files;

namespace Wasmill.Functions.Wasi;

// Tested by: PythonStandardLibraryTests
/// <summary>
/// <c>poll_oneoff</c>: the way a guest sleeps. Waits for clock subscriptions until the call's deadline; a subscription to a descriptor is
/// ready immediately.
/// </summary>
internal static class PollOneOff
{
    private const int SubscriptionSize = 48;
    private const int EventSize = 32;
    private const byte ClockTag = 0;
    private const ushort AbsoluteTime = 1;

    /// <summary>Runs the function.</summary>
    public static WasiError Run(GuestCall call, GuestMemory memory, ReadOnlySpan<long> arguments)
    {
        var count = (uint)arguments[2];
        if (count == 0)
            return WasiError.Invalid;
        if (!memory.TrySlice((uint)arguments[0], count, SubscriptionSize, out var subscriptions)
            || !memory.TrySlice((uint)arguments[1], count, EventSize, out var events))
            return WasiError.Fault;

        var wait = ShortestWait(call, subscriptions);
        Sleep(call, wait);

        uint written = 0;
        for (; !subscriptions.IsEmpty; subscriptions = subscriptions[SubscriptionSize..])
        {
            if (subscriptions[8] == ClockTag && Delay(call, subscriptions) > wait)
                continue;
            var answer = events.Slice((int)written * EventSize, EventSize);
            answer.Clear();
            subscriptions[..8].CopyTo(answer);
            answer[10] = subscriptions[8];
            written++;
        }

        return memory.TryWrite((uint)arguments[3], written) ? WasiError.Success : WasiError.Fault;
    }

    private static TimeSpan ShortestWait(GuestCall call, ReadOnlySpan<byte> subscriptions)
    {
        var shortest = TimeSpan.MaxValue;
        for (; !subscriptions.IsEmpty; subscriptions = subscriptions[SubscriptionSize..])
        {
            var delay = subscriptions[8] == ClockTag ? Delay(call, subscriptions) : TimeSpan.Zero;
            shortest = delay < shortest ? delay : shortest;
        }

        return shortest;
    }

    // subscription: userdata u64, tag u8 at 8; clock: id u32 at 16, timeout u64 at 24, precision u64 at 32, flags u16 at 40.
    private static TimeSpan Delay(GuestCall call, ReadOnlySpan<byte> subscription)
    {
        var timeout = BinaryPrimitives.ReadUInt64LittleEndian(subscription[24..]);
        if ((BinaryPrimitives.ReadUInt16LittleEndian(subscription[40..]) & AbsoluteTime) != 0)
        {
            var now = WasiClock.Nanoseconds(call.World.Time, realTime: BinaryPrimitives.ReadUInt32LittleEndian(subscription[16..]) == 0);
            timeout = timeout > now ? timeout - now : 0;
        }

        return TimeSpan.FromTicks((long)Math.Min(timeout / 100, long.MaxValue));
    }

    private static void Sleep(GuestCall call, TimeSpan wait)
    {
        if (wait <= TimeSpan.Zero)
            return;
        var left = call.TimeLeft;
        call.BeginWait();
        call.Cancellation.WaitHandle.WaitOne(wait < left ? wait : left);
        call.EndWait();
        if (wait < left)
            return;
        // The deadline came first; the sandbox's own check would see it only after the host call.
        call.End(FunctionFailure.Deadline, "deadline: the function was still waiting when its deadline passed");
    }
}
