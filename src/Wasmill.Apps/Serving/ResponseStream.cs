using Microsoft.AspNetCore.Http;
using Wasmill.Functions.Streaming;

namespace Wasmill.Apps.Serving;

// Tested by: StreamedAnswersTests
/// <summary>Passes a response that a function is still writing on to a client of HTTP.</summary>
/// <param name="context">The request, which must not end before <see cref="StopAsync"/> has.</param>
internal sealed class ResponseStream(HttpContext context) : IResponseSink
{
    // For the last bytes of a body that its function did not finish.
    private static readonly TimeSpan LastBytes = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private CancellationTokenSource? _end;
    private Task? _writing;
    private bool _isStopped;

    /// <inheritdoc />
    public void Begin(StreamedResponse response)
    {
        lock (_lock)
        {
            if (_isStopped)
            {
                response.Body.Complete();
                return;
            }

            _end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
            _writing = Task.Run(() => WriteAsync(response, _end));
        }
    }

    /// <inheritdoc />
    public void Break()
    {
        lock (_lock)
        {
            _end?.CancelAfter(LastBytes);
        }
    }

    /// <summary>Waits until the response is written, if it has begun; none can begin afterwards.</summary>
    public async Task StopAsync()
    {
        lock (_lock)
            _isStopped = true;
        if (_writing is null)
            return;
        await _writing;
        lock (_lock)
        {
            _end?.Dispose();
            _end = null;
        }
    }

    // A client that gets a part of a response must see that it is one: only a broken connection tells.
    private async Task WriteAsync(StreamedResponse response, CancellationTokenSource end)
    {
        try
        {
            await ResponseWriter.WriteAsync(context.Response, response, end.Token);
        }
        catch (Exception error) when (error is IOException or OperationCanceledException or InvalidOperationException)
        {
            context.Abort();
        }
        finally
        {
            await response.Body.CompleteAsync();
        }
    }
}
