using OpenTelemetry;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Wasmill.Broker.Observing;

namespace Wasmill.Server.Observing;

/// <summary>Sends spans to an OpenTelemetry collector, when the usual environment variables name one; all of OTEL_EXPORTER_OTLP_* and OTEL_RESOURCE_ATTRIBUTES hold.</summary>
internal static class TraceExport
{
    private static readonly string[] Endpoints = ["OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"];

    /// <summary>Starts to send; null when no collector is named. Disposing sends what is left.</summary>
    /// <param name="broker">The broker's name, the instance of the service.</param>
    public static IDisposable? Start(string broker)
    {
        if (!Endpoints.Any(name => Environment.GetEnvironmentVariable(name) is { Length: > 0 }))
            return null;
        var service = Environment.GetEnvironmentVariable("OTEL_SERVICE_NAME") is { Length: > 0 } named ? named : "wasmill";
        return Sdk.CreateTracerProviderBuilder()
            .ConfigureResource(resource => resource.AddService(service, serviceInstanceId: broker))
            .AddSource(EventTracing.SourceName)
            .AddOtlpExporter()
            .Build();
    }
}
