using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Http;
using Wasmill.Broker;
using Wasmill.Web.Modules;

namespace Wasmill.Server.Observing;

// Tested by: ObservingTests
/// <summary>
/// <c>GET /metrics</c>: the instruments of a broker's process as text (docs/observability.md). Labels are names of the flow and statuses,
/// so that their number is bounded.
/// </summary>
internal sealed class MetricsEndpoint(ServerMeter server, SourceMeter sources, BrokerMeter broker, Meter functions) : IHttpModule
{
    private readonly Meter[] _meters = [server.Meter, sources.Meter, broker.Meter, functions];

    /// <inheritdoc />
    public string Prefix => "/metrics";

    /// <inheritdoc />
    public bool IsPublic => false;

    /// <inheritdoc />
    public async Task HandleAsync(HttpContext context, string rest)
    {
        await broker.RefreshAsync(context.RequestAborted);
        var text = new PrometheusText();
        foreach (var (instrument, values) in MeterReader.Read(_meters))
            text.Write(instrument, values);
        foreach (var family in server.Histograms.Concat(broker.Histograms))
            text.Write(family);
        context.Response.ContentType = PrometheusText.MediaType;
        await context.Response.WriteAsync(text.ToString(), context.RequestAborted);
    }
}
