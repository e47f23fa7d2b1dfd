namespace Wasmill.Functions.Calls;

/// <summary>What a capability keeps for each call, such as open files: made when it is first asked for, disposed with the call. A capability declares it; nobody else knows it.</summary>
/// <typeparam name="T">What is kept.</typeparam>
/// <param name="make">Makes it.</param>
internal sealed class CallState<T>(Func<GuestCall, T> make) where T : class
{
    /// <summary>What is kept for a call.</summary>
    public T Of(GuestCall call)
    {
        if (call.FindState(this) is { } known)
            return (T)known;
        var state = make(call);
        call.AddState(this, state);
        return state;
    }
}
