using Microsoft.AspNetCore.Http;
using Wasmill.Broker;
using Wasmill.Broker.Engines;
using Wasmill.Broker.Ingress;
using Wasmill.Broker.Sources;
using Wasmill.Storage;
using Wasmill.Web.Modules;

namespace Wasmill.Server.Observing;

/// <summary><c>GET /metrics</c>: the state of a broker as numbers (docs/observability.md). Labels are names of the flow and statuses, so that their number is bounded.</summary>
internal sealed class MetricsEndpoint(EventBroker broker, SourceHost sources, IBrokerEngine engine, IngestMeter ingest,
    FailedWrites failures,
    TimeProvider time) : IHttpModule
{
    private readonly DateTimeOffset _started = time.GetUtcNow();

    /// <inheritdoc />
    public string Prefix => "/metrics";

    /// <inheritdoc />
    public bool IsPublic => false;

    /// <inheritdoc />
    public async Task HandleAsync(HttpContext context, string rest)
    {
        var triggers = await broker.GetStatusAsync(context.RequestAborted);
        var text = new PrometheusText();
        WriteIngest(text);
        WriteSources(text, sources.GetStatus());
        WriteTriggers(text, triggers);
        WriteEngine(text);
        WriteProcess(text);
        context.Response.ContentType = PrometheusText.MediaType;
        await context.Response.WriteAsync(text.ToString(), context.RequestAborted);
    }

    private void WriteIngest(PrometheusText text)
    {
        text.Begin("wasmill_ingest_requests_total", "counter", "Requests at the ingest by the status that they were answered with.");
        foreach (var (status, count) in ingest.Answers)
            text.Value("wasmill_ingest_requests_total", count, "status", status);
        text.Single("wasmill_ingest_events_total", "counter", "Events that were stored.", ingest.Events);
        text.Begin("wasmill_origin_events_total", "counter", "Events that were stored, by what gave them.");
        foreach (var (kind, count) in broker.Ingress.Stored)
            text.Value("wasmill_origin_events_total", count, "origin", LabelOf(kind));
        text.Begin("wasmill_ingest_duration_seconds", "histogram", "Time from a request's headers to its answer.");
        text.Histogram("wasmill_ingest_duration_seconds", ingest.Duration);
    }

    private static string LabelOf(OriginKind kind) => kind switch
    {
        OriginKind.Http => "http",
        OriginKind.Source => "source",
        OriginKind.Replay => "replay",
        OriginKind.DeadLetters => "dead_letters",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    private static void WriteSources(PrometheusText text, IReadOnlyList<SourceStatus> sources)
    {
        Each("wasmill_source_events_total", "counter", "Events of the source that were stored.", status => status.Published);
        Each("wasmill_source_duplicates_total", "counter", "Batches of the source that were stored before.", status => status.Duplicates);
        Each("wasmill_source_restarts_total", "counter", "Times that the source was run again after a failure.", status => status.Restarts);
        Each("wasmill_source_running", "gauge", "1 while the source gives events as they come.", status
            => status.State == SourceState.Running ? 1 : 0);
        Each("wasmill_source_waiting", "gauge", "1 while the source waits after a failure or for room.", status
            => status.State == SourceState.Waiting ? 1 : 0);

        void Each(string name, string type, string help, Func<SourceStatus, double> value)
        {
            text.Begin(name, type, help);
            foreach (var status in sources)
                text.Value(name, value(status), "source", status.Name);
        }
    }

    private void WriteTriggers(PrometheusText text, IReadOnlyList<TriggerStatus> triggers)
    {
        Each("wasmill_trigger_delivered_total", "counter", "Deliveries that succeeded.", status => status.Delivered);
        Each("wasmill_trigger_failed_attempts_total", "counter", "Attempts that failed, retried or not.", status => status.FailedAttempts);
        Each("wasmill_trigger_given_up_total", "counter", "Events that were given up.", status => status.GivenUp);
        Each("wasmill_trigger_dead_letters", "gauge", "Dead letters that are kept.", status => status.DeadLetters);
        Each("wasmill_trigger_lost_events", "gauge", "Undelivered events that are gone from the disk, since the trigger was made.", status => status.Lost);
        Each("wasmill_trigger_lag_events", "gauge", "Events that are yet to be delivered.", status => status.Lag);
        Each("wasmill_trigger_lag_seconds", "gauge", "Age of the oldest event that is yet to be delivered.", status => status.Oldest is { } oldest ? Math.Max(0, (time.GetUtcNow() - oldest).TotalSeconds) : 0);
        Each("wasmill_trigger_open_retries", "gauge", "Events that wait for another attempt.", status => status.OpenRetries);
        Each("wasmill_trigger_in_flight", "gauge", "Attempts that run.", status => status.InFlight);
        Each("wasmill_trigger_paused", "gauge", "1 while the trigger pauses because its target is down.", status => status.PausedUntil is null ? 0 : 1);
        text.Begin("wasmill_trigger_attempt_duration_seconds", "histogram", "Time that attempts took.");
        foreach (var status in triggers)
            text.Histogram("wasmill_trigger_attempt_duration_seconds", status.AttemptTime, "trigger", status.Trigger.Name);

        void Each(string name, string type, string help, Func<TriggerStatus, double> value)
        {
            text.Begin(name, type, help);
            foreach (var status in triggers)
                text.Value(name, value(status), "trigger", status.Trigger.Name);
        }
    }

    private void WriteEngine(PrometheusText text)
    {
        var usage = engine.Usage;
        text.Single("wasmill_log_bytes", "gauge", "Bytes that the engine holds.", usage.Bytes);
        text.Single("wasmill_log_max_bytes", "gauge", "The bound of wasmill_log_bytes; new events are refused at 90 % of it.", usage.MaxBytes);
        text.Single("wasmill_dead_letter_bytes", "gauge", "Bytes of dead letters.", usage.DeadLetterBytes);
        text.Single("wasmill_log_flushes_total", "counter", "Flushes to the disk.", usage.Flushes);
        text.Single("wasmill_log_flush_seconds_total", "counter", "Time that flushes took.", usage.FlushTime.TotalSeconds);
        text.Single("wasmill_log_damages_total", "counter", "Damaged places that were found in the log.", usage.Damages);
        text.Single("wasmill_disk_full", "gauge", "1 while the disk is full and new events are refused.", usage.IsDiskFull ? 1 : 0);
        text.Begin("wasmill_failed_writes_total", "counter", "Writes that failed, by their purpose.");
        foreach (var (kind, count) in failures.Counts)
            text.Value("wasmill_failed_writes_total", count, "kind", FailedWrites.LabelOf(kind));
    }

    private void WriteProcess(PrometheusText text)
    {
        text.Single("wasmill_uptime_seconds", "gauge", "Time since the broker's process began to serve.", (time.GetUtcNow() - _started).TotalSeconds);
        text.Single("wasmill_resident_memory_bytes", "gauge", "Memory of the process.", Environment.WorkingSet);
    }
}
