using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace Wasmill.Functions.Calls;

/// <summary>The state of one call: what the guest sees of the world, what it was granted, what it used, when it must be done. Used by one thread.</summary>
/// <param name="world">The world.</param>
/// <param name="grants">What the guest was granted.</param>
/// <param name="deadline">The moment at which a waiting host call gives up, as a timestamp of <see cref="WasiWorld.Time"/>.</param>
internal sealed class GuestCall(WasiWorld world, FunctionConfig grants, long deadline) : IDisposable
{
    private CancellationTokenSource? _atDeadline;
    private ArrayBufferWriter<byte>? _answer;
    private int _hostCalls;
    private int _outboundRequests;
    private List<(object Key, object State)>? _states;

    /// <summary>What the guest sees of the world.</summary>
    public WasiWorld World { get; } = world;

    /// <summary>What the guest was granted, and its limits.</summary>
    public FunctionConfig Grants { get; } = grants;

    /// <summary>The same, made ready by each capability when the function was loaded.</summary>
    public GrantSet Granted { get; init; } = GrantSet.None;

    /// <summary>How many requests of the app to itself have led to this call, one inside of the other.</summary>
    public int SelfRequests { get; init; }

    /// <summary>What the caller makes the request for (<see cref="FunctionRequest.Cause"/>).</summary>
    public object? Cause { get; init; }

    /// <summary>Told, once and on the call's own thread, that the call computes for long.</summary>
    public Action BecameLong { get; init; } = static () => { };

    /// <summary>What the guest wrote.</summary>
    public GuestOutput Output { get; } = new(grants.Limits.OutputBytes);

    /// <summary>What the guest wrote to its standard output, when that is its answer (<see cref="WasiWorld.OutputIsAnswer"/>).</summary>
    public ArrayBufferWriter<byte> Answer => _answer ??= new ArrayBufferWriter<byte>(256);

    /// <summary>How much the guest has read of its standard input.</summary>
    public int InputPosition { get; set; }

    /// <summary>The running guest. Set by the sandbox.</summary>
    public IGuest? Guest { get; set; }

    /// <summary>How the host ended the guest; null while it runs and when it returned by itself.</summary>
    public GuestEnding? Ending { get; private set; }

    /// <summary>The guest's linear memory as it is now; empty when it has none. <see cref="Allocate"/> may move it: take it anew after each.</summary>
    public GuestMemory Memory => Guest is null ? default : Guest.Memory;

    /// <summary>How long the guest may still run.</summary>
    public TimeSpan TimeLeft
    {
        get
        {
            var left = World.Time.GetElapsedTime(World.Time.GetTimestamp(), deadline);
            return left > TimeSpan.Zero ? left : TimeSpan.Zero;
        }
    }

    /// <summary>Fires at the deadline. Made when it is first asked for: most calls wait for nothing.</summary>
    public CancellationToken Cancellation => (_atDeadline ??= new CancellationTokenSource(TimeLeft, World.Time)).Token;

    /// <summary>A block of the guest's memory, from its own allocator, for what a host function returns. An empty block needs no memory: its address is the alignment.</summary>
    /// <param name="alignment">1, 2, 4 or 8.</param>
    /// <param name="size">Bytes.</param>
    /// <returns>The block's address; it lies inside the memory, or the guest is ended.</returns>
    public uint Allocate(int alignment, int size)
    {
        if (size == 0)
            return (uint)alignment;
        var address = Guest is null ? 0 : Guest.Allocate(alignment, size);
        if (address == 0 || !Memory.TrySlice(address, (uint)size, out _))
            End(FunctionFailure.Trap, $"trap: the function's allocator gave no block of {size} bytes inside of its memory");
        return address;
    }

    /// <summary>Counts one call of a host function. Ends the guest when that is one more than its limit.</summary>
    public void CountHostCall()
    {
        if (++_hostCalls > Grants.Limits.HostCalls)
            End(FunctionFailure.HostCalls, $"host calls: the function called the host more than {Grants.Limits.HostCalls} times");
    }

    /// <summary>Counts one request to a server outside; false when that is one more than its limit.</summary>
    public bool TryCountOutboundRequest() => ++_outboundRequests <= Grants.Limits.OutboundRequests;

    /// <summary>Notes why the guest is ended, for whoever ends it in another way than <see cref="End"/>. The first note holds.</summary>
    public void Note(FunctionFailure failure, string reason) => Ending ??= new GuestEnding(failure, reason);

    /// <summary>Ends the guest as it asked for.</summary>
    [DoesNotReturn]
    public void Exit(int code)
    {
        var reason = $"exit: the function ended itself with exit code {code}";
        Ending ??= new GuestEnding(FunctionFailure.Exit, reason, code);
        throw new GuestEndedException(reason);
    }

    /// <summary>Ends the guest.</summary>
    [DoesNotReturn]
    public void End(FunctionFailure failure, string reason)
    {
        Note(failure, reason);
        throw new GuestEndedException(reason);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var (_, state) in _states ?? [])
            (state as IDisposable)?.Dispose();
        _atDeadline?.Dispose();
    }

    // Most calls keep nothing; three capabilities keep something today, so that a search beats a table.
    internal object? FindState(object key)
    {
        if (_states is not null)
        {
            foreach (var (known, state) in _states)
            {
                if (ReferenceEquals(known, key))
                    return state;
            }
        }

        return null;
    }

    internal void AddState(object key, object state) => (_states ??= []).Add((key, state));
}
