using System.Buffers;
using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Wasmill.Server.Display;

// Tested by: DisplayTests
/// <summary>Streams a display's events to its pages as server-sent events.</summary>
/// <param name="store">The events.</param>
/// <param name="time">The clock.</param>
internal sealed class DisplayFeed(DisplayStore store, TimeProvider time)
{
    private const int BatchBytes = 256 << 10;
    // A page draws ten times a second; writing each of 1,000 events a second by itself only costs both sides time.
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(25);

    // Numbers start at 1 in each display; a page that reconnects must not take those of a new display for those that it has.
    private readonly string _instance = time.GetUtcNow().ToUnixTimeMilliseconds().ToString("x", CultureInfo.InvariantCulture);

    /// <summary>
    /// Streams the stored events and new ones. The ID of an event is <c>INSTANCE-NUMBER</c>; a page that reconnects gets what follows.
    /// </summary>
    public async Task StreamAsync(HttpContext context)
    {
        context.Response.ContentType = "text/event-stream";
        context.Response.Headers.CacheControl = "no-store";
        var cancelled = context.RequestAborted;
        var sent = Known(context.Request.Headers["Last-Event-ID"].ToString());
        try
        {
            await context.Response.StartAsync(cancelled);
            await context.Response.WriteAsync("retry: 500\n\n", cancelled);
            await context.Response.Body.FlushAsync(cancelled);
            var batch = new ArrayBufferWriter<byte>();
            while (true)
            {
                // Before the lookup, so that an event that arrives in between is not missed.
                var changed = store.Changed;
                for (var last = sent; (sent = Fill(batch, sent)) != last; last = sent)
                {
                    await context.Response.Body.WriteAsync(batch.WrittenMemory, cancelled);
                    await context.Response.Body.FlushAsync(cancelled);
                    batch.ResetWrittenCount();
                }

                await Task.Delay(Pace, time, cancelled);
                await changed.WaitAsync(cancelled);
            }
        }
        catch (OperationCanceledException) when (cancelled.IsCancellationRequested)
        {
            // The page was closed.
        }
    }

    private long Known(string lastId)
    {
        var dash = lastId.IndexOf('-', StringComparison.Ordinal);
        return dash > 0
            && lastId.AsSpan(0, dash).SequenceEqual(_instance)
            && long.TryParse(lastId.AsSpan(dash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : 0;
    }

    private long Fill(ArrayBufferWriter<byte> batch, long sent)
    {
        while (batch.WrittenCount < BatchBytes && store.After(sent) is { } shown)
        {
            batch.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"id: {_instance}-{shown.Number}\ndata: ")));
            shown.Write(batch);
            batch.Write("\n\n"u8);
            sent = shown.Number;
        }

        return sent;
    }
}
