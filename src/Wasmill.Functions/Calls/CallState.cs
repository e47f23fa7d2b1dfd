namespace Wasmill.Functions.Calls;

/// <summary>
/// State that a capability keeps for each call, such as open files: created on first use, disposed with the call. Only the capability that
/// declares it can access it.
/// </summary>
/// <typeparam name="T">The type of the state.</typeparam>
/// <param name="make">Creates the state.</param>
internal sealed class CallState<T>(Func<GuestCall, T> make) where T : class
{
    /// <summary>Gets the state of a call; creates it on first use.</summary>
    public T From(GuestCall call)
    {
        if (call.FindState(this) is { } known)
            return (T)known;
        var state = make(call);
        call.AddState(this, state);
        return state;
    }
}
