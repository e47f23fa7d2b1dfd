using Wasmill.Functions.Calls;
using Wasmill.Functions.Sandbox;

namespace Wasmill.Functions.Guests;

// Tested by: EchoTests, ReuseTests
/// <summary>A live instance of a core module.</summary>
/// <param name="sandbox">The instance; this object takes ownership.</param>
internal abstract class CoreInstance(SandboxInstance sandbox) : IGuestInstance
{
    // An instance that was not restored: how many of its pages it shares is not known.
    private const long MostOwnBytes = 8 << 20;

    /// <inheritdoc />
    public long MemoryBytes => sandbox.MemoryBytes;

    /// <inheritdoc />
    public int Answers { get; private set; }

    /// <inheritdoc />
    public bool HasAnswered { get; private set; }

    /// <inheritdoc />
    public long IdleSince { get; private set; }

    /// <summary>The instance.</summary>
    protected SandboxInstance Sandbox => sandbox;

    /// <inheritdoc />
    public FunctionResponse Handle(GuestCall call, FunctionRequest request)
    {
        var response = Answer(call, request);
        Answers++;
        HasAnswered = true;
        return response;
    }

    /// <inheritdoc />
    public long OwnBytes => Answers == 0 ? sandbox.OwnBytes : Math.Min(sandbox.MemoryBytes, MostOwnBytes);

    /// <inheritdoc />
    public long CountedBytes { get; set; }

    /// <inheritdoc />
    public bool TryRestore()
    {
        if (!sandbox.TryRestore())
            return false;
        Answers = 0;
        return true;
    }

    /// <inheritdoc />
    public void Suspend(long now)
    {
        sandbox.Suspend();
        IdleSince = now;
    }

    /// <inheritdoc />
    public void Resume(GuestCall call)
    {
        HasAnswered = false;
        sandbox.Resume(call);
    }

    /// <inheritdoc />
    public void Dispose() => sandbox.Dispose();

    /// <summary>Passes a request to the guest and reads its response.</summary>
    protected abstract FunctionResponse Answer(GuestCall call, FunctionRequest request);
}
