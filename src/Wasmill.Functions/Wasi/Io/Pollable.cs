using Wasmill.Functions.Calls;
using Wasmill.Functions.Calls.Resources;

namespace Wasmill.Functions.Wasi.Io;

/// <summary>The resource <c>pollable</c>: something that a guest waits for.</summary>
internal abstract class Pollable : IResource
{
    /// <inheritdoc />
    public static string TypeName => "pollable";

    /// <summary>A pollable of something that is always ready.</summary>
    public static Pollable Ready { get; } = new ReadyPollable();

    /// <summary>Completes when it is ready; null if time alone makes it ready.</summary>
    public virtual Task? Completion => null;

    /// <summary>Returns the time until it is ready; null if it is not known.</summary>
    public virtual TimeSpan? Delay(GuestCall call) => null;

    /// <summary>Indicates whether it is ready.</summary>
    public virtual bool IsReady(GuestCall call) => Completion?.IsCompleted ?? Delay(call) <= TimeSpan.Zero;
}
