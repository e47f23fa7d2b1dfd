namespace Wasmill.Functions;

/// <summary>
/// A loaded guest module that answers requests, each in a fresh instance. Safe for use by many callers at once. Disposing it waits for the calls in flight.
/// </summary>
public interface IFunction : IAsyncDisposable
{
    /// <summary>Runs one request through a fresh instance. Never throws for anything the guest does.</summary>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">Stops waiting in the queue; a call that has started runs to its deadline.</param>
    ValueTask<FunctionResult> InvokeAsync(FunctionRequest request, CancellationToken cancellationToken);
}
