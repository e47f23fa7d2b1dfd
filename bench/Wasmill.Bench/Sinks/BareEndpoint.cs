using System.Net;

namespace Wasmill.Bench.Sinks;

/// <summary>
/// The minimum HTTP endpoint on Kestrel: read the body, count, answer 202. It is the baseline for the broker's figures, and the sink of
/// its deliveries. GET returns the count.
/// </summary>
internal static class BareEndpoint
{
    /// <summary>Serves until the process ends.</summary>
    public static async Task RunAsync(int port)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, port);
            kestrel.AddServerHeader = false;
        });
        await using var app = builder.Build();
        var count = 0L;
        app.Run(async context =>
        {
            if (HttpMethods.IsGet(context.Request.Method))
            {
                await context.Response.WriteAsync(Interlocked.Read(ref count).ToString(System.Globalization.CultureInfo.InvariantCulture));
                return;
            }

            await Body.DrainAsync(context);
            Interlocked.Increment(ref count);
            context.Response.StatusCode = StatusCodes.Status202Accepted;
        });
        await app.RunAsync();
    }
}
