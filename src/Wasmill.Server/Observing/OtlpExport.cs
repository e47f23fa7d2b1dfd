using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Wasmill.Broker.Observing;

namespace Wasmill.Server.Observing;

/// <summary>
/// Sends spans and metrics to an OpenTelemetry collector, when the usual environment variables name one; all of OTEL_EXPORTER_OTLP_*,
/// OTEL_METRIC_EXPORT_INTERVAL and OTEL_RESOURCE_ATTRIBUTES hold. OTEL_TRACES_EXPORTER and OTEL_METRICS_EXPORTER
/// turn one of them off with <c>none</c>.
/// </summary>
internal static class OtlpExport
{
    /// <summary>Starts to send spans; null when no collector is named. Disposing sends what is left.</summary>
    /// <param name="broker">The broker's name, the instance of the service.</param>
    public static IDisposable? StartTraces(string broker) => !IsWanted("TRACES") ? null
        : Sdk.CreateTracerProviderBuilder()
            .ConfigureResource(resource => Describe(resource, broker))
            .AddSource(EventTracing.SourceName)
            .AddOtlpExporter()
            .Build();

    /// <summary>
    /// Starts to send metrics; null when no collector is named. Disposing sends the last ones: the meters must still be there.
    /// </summary>
    /// <param name="broker">The broker's name, the instance of the service.</param>
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
