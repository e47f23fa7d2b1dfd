using System.Globalization;
using System.Threading.Channels;
using Wasmill.Apps.Serving;
using Wasmill.Output;

namespace Wasmill.Commands.Functions.Serving;

/// <summary>
/// Writes a line to standard error for each request: method, path, status, time. No request waits for the terminal: (1) the first requests
/// of a second are queued, the others are only counted; (2) one task writes what is queued; (3) it then writes how many were left out, at
/// most once a second.
/// </summary>
internal sealed class RequestLines : IAsyncDisposable
{
    /// <summary>
    /// The number of requests in a second that are shown. Nobody reads faster, and a page with all its parts has fewer. To write a line
    /// takes some microseconds: with 40,000 requests a second that would be a tenth of the processor time of their answers.
    /// </summary>
    public const int MostPerSecond = 100;

    private const int ServerError = 500;

    private readonly ITerminal _terminal;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _writer;

    // Null wakes the writer for the sake of the requests that were left out.
    private readonly Channel<AnsweredRequest?> _queue = Channel.CreateBounded<AnsweredRequest?>(
        new BoundedChannelOptions(2 * MostPerSecond) { SingleReader = true });

    private long _second;
    private int _shown;
    private int _leftOut;
    private int _failed;

    /// <summary>Starts to write.</summary>
    public RequestLines(ITerminal terminal, TimeProvider time)
    {
        (_terminal, _time) = (terminal, time);
        _writer = Task.Run(WriteAsync);
    }

    /// <summary>Shows or counts a request. Thread-safe; never waits.</summary>
    public void Add(AnsweredRequest request)
    {
        // 1: a thread that loses the race for a new second may show a request more or less.
        var (second, last) = (_time.GetTimestamp() / _time.TimestampFrequency, Volatile.Read(ref _second));
        if (second != last && Interlocked.CompareExchange(ref _second, second, last) == last)
            Volatile.Write(ref _shown, 0);
        if (Volatile.Read(ref _shown) < MostPerSecond
            && Interlocked.Increment(ref _shown) <= MostPerSecond
            && _queue.Writer.TryWrite(request))
            return;
        if (request.Status >= ServerError)
            Interlocked.Increment(ref _failed);
        if (Interlocked.Increment(ref _leftOut) == 1)
            _queue.Writer.TryWrite(null);
    }

    /// <summary>Writes what is queued, and ends.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.Writer.Complete();
        await _stop.CancelAsync();
        await _writer;
        _stop.Dispose();
    }

    private async Task WriteAsync()
    {
        while (await _queue.Reader.WaitToReadAsync())
        {
            // 2
            while (_queue.Reader.TryRead(out var next))
            {
                if (next is { } request)
                    _terminal.Error.WriteLine(Format(request));
            }

            // 3
            if (Volatile.Read(ref _leftOut) == 0)
                continue;
            await Task.Delay(RestOfSecond(), _time, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            var (leftOut, failed) = (Interlocked.Exchange(ref _leftOut, 0), Interlocked.Exchange(ref _failed, 0));
            _terminal.Error.WriteLine(_terminal.Faint(string.Create(
                CultureInfo.InvariantCulture,
                $"... {leftOut:N0} more requests{(failed == 0 ? "" : $", {failed:N0} of them with a status of {ServerError} or above")}")));
        }
    }

    private TimeSpan RestOfSecond()
    {
        var ticks = _time.TimestampFrequency - _time.GetTimestamp() % _time.TimestampFrequency;
        return TimeSpan.FromSeconds((double)ticks / _time.TimestampFrequency);
    }

    private string Format(AnsweredRequest request)
    {
        // A query may hold what is nobody's business, such as a token.
        var query = request.Target.IndexOf('?', StringComparison.Ordinal);
        var path = query < 0 ? request.Target : request.Target[..query];
        var status = request.Status == 0 ? "disconnected" : request.Status.ToString(CultureInfo.InvariantCulture);
        var painted = request.Status is 0 or >= ServerError ? _terminal.Bad(status) : status;
        return string.Create(CultureInfo.InvariantCulture, $"{request.Method} {path} {painted} {request.Elapsed.TotalMilliseconds:0.0} ms");
    }
}
