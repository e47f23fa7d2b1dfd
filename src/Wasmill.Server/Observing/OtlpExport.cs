using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Wasmill.Broker.Observing;

namespace Wasmill.Server.Observing;

/// <summary>
/// Exports spans and metrics to an OpenTelemetry collector that the standard environment variables configure: OTEL_EXPORTER_OTLP_*,
/// OTEL_METRIC_EXPORT_INTERVAL and OTEL_RESOURCE_ATTRIBUTES. OTEL_TRACES_EXPORTER and OTEL_METRICS_EXPORTER
/// disable one of them with <c>none</c>.
/// </summary>
internal static class OtlpExport
{
    /// <summary>Starts the export of spans; returns null if no collector is configured. Disposal flushes.</summary>
    /// <param name="broker">The broker's name, used as the service instance.</param>
    public static IDisposable? StartTraces(string broker) => !IsWanted("TRACES") ? null
        : Sdk.CreateTracerProviderBuilder()
            .ConfigureResource(resource => Describe(resource, broker))
            .AddSource(EventTracing.SourceName)
            .AddOtlpExporter()
            .Build();

    /// <summary>
    /// Starts the export of metrics; returns null if no collector is configured. Disposal flushes, so the meters must still exist.
    /// </summary>
    /// <param name="broker">The broker's name, used as the service instance.</param>
    public static IDisposable? StartMetrics(string broker) => !IsWanted("METRICS") ? null
        : Sdk.CreateMeterProviderBuilder()
            .ConfigureResource(resource => Describe(resource, broker))
            .AddMeter("Wasmill.*")
            .AddOtlpExporter()
            .Build();

    private static bool IsWanted(string signal)
        => Read($"OTEL_{signal}_EXPORTER") != "none"
            && (Read("OTEL_EXPORTER_OTLP_ENDPOINT") ?? Read($"OTEL_EXPORTER_OTLP_{signal}_ENDPOINT")) is not null;

    private static void Describe(ResourceBuilder resource, string broker)
        => resource.AddService(Read("OTEL_SERVICE_NAME") ?? "wasmill", serviceInstanceId: broker);

    private static string? Read(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
