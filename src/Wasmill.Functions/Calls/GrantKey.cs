namespace Wasmill.Functions.Calls;

/// <summary>The key of one kind of grant. Only the capability that declares it can access it.</summary>
/// <typeparam name="T">The grant, prepared when a function is loaded.</typeparam>
/// <param name="none">The grant of functions that were granted nothing.</param>
internal sealed class GrantKey<T>(T none) where T : class
{
    /// <summary>Gets the grant of a call's function.</summary>
    public T From(GuestCall call) => (T?)call.Granted.Find(this) ?? none;
}
