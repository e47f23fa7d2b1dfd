namespace Wasmill.Functions.Capabilities.OutboundHttp;

/// <summary>Cancels a request when one of its timeouts has passed.</summary>
internal sealed class OutboundPatience : IDisposable
{
    private readonly TimeSpan _betweenBytes;
    private readonly CancellationTokenSource _timer;
    private readonly CancellationTokenSource _both;

    /// <summary>Starts the wait for the head of the response.</summary>
    public OutboundPatience(OutboundTimeouts timeouts, TimeProvider time, CancellationToken cancellationToken)
    {
        _betweenBytes = timeouts.BetweenBytes ?? Timeout.InfiniteTimeSpan;
        _timer = new CancellationTokenSource(timeouts.FirstByte ?? Timeout.InfiniteTimeSpan, time);
        _both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _timer.Token);
    }

    /// <summary>Fires when a timeout has passed, and when the request is cancelled.</summary>
    public CancellationToken Token => _both.Token;

    /// <summary>Notes that a part has come: the wait for the next one begins.</summary>
    public void Received() => _timer.CancelAfter(_betweenBytes);

    /// <inheritdoc />
    public void Dispose()
    {
        _both.Dispose();
        _timer.Dispose();
    }
}
