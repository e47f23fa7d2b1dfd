namespace Wasmill.Functions.Calls;

/// <summary>Names one thing that functions are granted. A capability declares it; nobody else knows it.</summary>
/// <typeparam name="T">What is granted, made ready when a function is loaded.</typeparam>
/// <param name="none">What a function has that was granted nothing.</param>
internal sealed class GrantKey<T>(T none) where T : class
{
    /// <summary>What was granted to the function of a call.</summary>
    public T Of(GuestCall call) => (T?)call.Granted.Find(this) ?? none;
}
