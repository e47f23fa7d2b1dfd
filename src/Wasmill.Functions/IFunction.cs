namespace Wasmill.Functions;

/// <summary>
/// A loaded guest module that handles requests, each in a fresh instance by default. Thread-safe. Disposing it waits for the calls in
/// flight.
/// </summary>
public interface IFunction : IAsyncDisposable
{
    /// <summary>Runs one request through an instance. Never throws because of what the guest does.</summary>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">Cancels the wait in the queue; a call that has started runs to its deadline.</param>
    ValueTask<FunctionResult> InvokeAsync(FunctionRequest request, CancellationToken cancellationToken);
}
