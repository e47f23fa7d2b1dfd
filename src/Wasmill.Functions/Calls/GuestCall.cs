using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using Wasmill.Functions.Calls.Resources;
using Wasmill.Functions.Streaming;

namespace Wasmill.Functions.Calls;

// Tested by: GuestCallTests, CallStateTests, HostFunctionTests
/// <summary>The state of one call: the guest's view of the world, its grants, its usage, and its deadline. Not thread-safe.</summary>
/// <param name="world">The guest's view of the world.</param>
/// <param name="grants">The configuration with the guest's grants.</param>
/// <param name="deadline">The time at which a waiting host call times out, as a timestamp of <see cref="WasiWorld.Time"/>.</param>
internal sealed class GuestCall(WasiWorld world, FunctionConfig grants, long deadline) : IDisposable
{
    // What the guest makes the host hold beside its response: headers, and requests to servers.
    private const long HeldBytesLimit = 64 << 20;

    private CancellationTokenSource? _atDeadline;
    private ArrayBufferWriter<byte>? _answer;
    private int _hostCalls;
    private int _outboundRequests;
    private long _heldBytes;
    private ResourceTable? _resources;
    private List<(object Key, object State)>? _states;

    /// <summary>The guest's view of the world.</summary>
    public WasiWorld World { get; } = world;

    /// <summary>The configuration with the guest's grants and limits.</summary>
    public FunctionConfig Grants { get; } = grants;

    /// <summary>The grants, prepared by each capability when the function was loaded.</summary>
    public GrantSet Granted { get; init; } = GrantSet.None;

    /// <summary>The number of nested requests of the app to itself that led to this call.</summary>
    public int SelfRequests { get; init; }

    /// <summary>The cause of the request (<see cref="FunctionRequest.Cause"/>).</summary>
    public object? Cause { get; init; }

    /// <summary>The worker that runs the call; null if its caller's thread does.</summary>
    public ICallWorker? Worker { get; init; }

    /// <summary>The place for a response whose body is not finished; null if the caller wants it whole.</summary>
    public IResponseSink? Sink { get; init; }

    /// <summary>The response that the guest has set and still writes, and that was not sent yet; null if there is none.</summary>
    public IUnsentResponse? Unsent { get; set; }

    /// <summary>Indicates whether the response was given to <see cref="Sink"/>.</summary>
    public bool HasSentResponse { get; set; }

    /// <summary>The output that the guest wrote.</summary>
    public GuestOutput Output { get; } = new(grants.Limits.OutputBytes);

    /// <summary>The guest's standard output if it is the response (<see cref="WasiWorld.OutputIsAnswer"/>).</summary>
    public ArrayBufferWriter<byte> Answer => _answer ??= new ArrayBufferWriter<byte>(256);

    /// <summary>The number of bytes that the guest has read from its standard input.</summary>
    public int InputPosition { get; set; }

    /// <summary>The open resources of the guest. A guest that uses many calls' worth of them sets a table of its own.</summary>
    public ResourceTable Resources
    {
        get => _resources ??= new ResourceTable();
        set => _resources = value;
    }

    /// <summary>
    /// Indicates whether the guest has the ABI of the component model, whose allocator must return aligned blocks.
    /// </summary>
    public bool IsComponentModel { get; set; }

    /// <summary>Indicates whether the guest's allocator runs, which must not call the host in the component model.</summary>
    public bool IsAllocating { get; private set; }

    /// <summary>The running guest. Set by the sandbox.</summary>
    public IGuest? Guest { get; set; }

    /// <summary>The reason why the host ended the guest; null while it runs and if it returned by itself.</summary>
    public GuestEnding? Ending { get; private set; }

    /// <summary>
    /// The guest's current linear memory; empty if it has none. <see cref="Allocate"/> may move it: get it again after each call of it.
    /// </summary>
    public GuestMemory Memory => Guest is null ? default : Guest.Memory;

    /// <summary>The time until the deadline; zero once <see cref="Cancellation"/> has fired.</summary>
    public TimeSpan TimeLeft
    {
        get
        {
            // A timer counts whole milliseconds and may fire before the clock has reached the deadline: a guest that saw its requests
            // canceled with time left would take it for an error of the server, and answer.
            if (_atDeadline is { IsCancellationRequested: true })
                return TimeSpan.Zero;
            var left = World.Time.GetElapsedTime(World.Time.GetTimestamp(), deadline);
            return left > TimeSpan.Zero ? left : TimeSpan.Zero;
        }
    }

    /// <summary>Fires at the deadline. Created on first use: most calls never wait.</summary>
    public CancellationToken Cancellation => (_atDeadline ??= new CancellationTokenSource(TimeLeft, World.Time)).Token;

    /// <summary>
    /// Allocates a block of guest memory, with the guest's own allocator, for a value that a host function returns. An empty block needs no
    /// memory: its address is the alignment.
    /// </summary>
    /// <param name="alignment">1, 2, 4 or 8.</param>
    /// <param name="size">The size in bytes.</param>
    /// <returns>The address of the block, which lies inside the memory. The guest is ended if its allocator returns anything
    /// else.</returns>
    public uint Allocate(int alignment, int size)
    {
        if (size == 0)
            return (uint)alignment;
        IsAllocating = true;
        var address = Guest is null ? 0 : Guest.Allocate(alignment, size);
        IsAllocating = false;
        if (address == 0 || !Memory.TrySlice(address, (uint)size, out _))
            End(FunctionFailure.Trap, $"trap: the function's allocator did not return a block of {size} bytes inside its memory");
        if (IsComponentModel && (address & (alignment - 1)) != 0)
            End(FunctionFailure.Trap, $"trap: the function's allocator returned a block that is not aligned to {alignment} bytes");
        return address;
    }

    /// <summary>Writes a part of the guest's output. Ends the guest if the limit is exceeded.</summary>
    public void WriteOutput(FunctionLogStream stream, ReadOnlySpan<byte> bytes)
    {
        if (!Output.Write(stream, bytes))
            End(FunctionFailure.OutputFlood, $"output flood: the function wrote more than {Output.Limit} bytes to its output");
    }

    /// <summary>Counts bytes that the host copies from the guest and holds until the end of the call. Ends the guest if the limit is
    /// exceeded.</summary>
    public void CountHeld(long bytes)
    {
        _heldBytes += bytes;
        if (_heldBytes > HeldBytesLimit + Grants.Limits.ResponseBytes)
            End(FunctionFailure.Trap, "trap: the function gave the host more headers and bodies than it holds for one call");
    }

    /// <summary>
    /// Notes that the call begins to wait for something outside of its sandbox: another one may compute meanwhile, and what there is of the
    /// response is sent. <see cref="EndWait"/> must follow.
    /// </summary>
    public void BeginWait()
    {
        Unsent?.Send();
        Worker?.BeginWait();
    }

    /// <summary>Notes that the call continues to compute.</summary>
    public void EndWait() => Worker?.EndWait();

    /// <summary>Counts one call of a host function. Ends the guest if the limit is exceeded.</summary>
    public void CountHostCall()
    {
        if (++_hostCalls > Grants.Limits.HostCalls)
            End(FunctionFailure.HostCalls, $"host calls: the function called the host more than {Grants.Limits.HostCalls} times");
    }

    /// <summary>Counts one request to an outside server; false if the limit is exceeded.</summary>
    public bool TryCountOutboundRequest() => ++_outboundRequests <= Grants.Limits.OutboundRequests;

    /// <summary>Records why the guest is ended, for code that ends it without <see cref="End"/>. The first record wins.</summary>
    public void Note(FunctionFailure failure, string reason) => Ending ??= new GuestEnding(failure, reason);

    /// <summary>
    /// Ends the guest at its own request, when the host function returns: programs end in this way, and an exception would cost more than
    /// many of them.
    /// </summary>
    public void Exit(int code)
        => Ending ??= new GuestEnding(FunctionFailure.Exit, $"exit: the function ended itself with exit code {code}", code);

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

    // Most calls keep no state, and only three capabilities keep any: a linear search beats a table.
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
