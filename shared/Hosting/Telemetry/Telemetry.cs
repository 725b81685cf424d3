using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Trainyard.Hosting.Settings;
using Trainyard.Persistence.Tracing;

namespace Trainyard.Hosting.Telemetry;

/// <summary>Section <c>Telemetry</c>: where traces and metrics go.</summary>
public sealed record TelemetrySettings
{
    /// <summary>The OTLP endpoint of a collector, for example <c>http://collector:4317</c>. Default: none, nothing is
    /// sent.</summary>
    public Uri? Otlp { get; init; }

    /// <summary>How the collector is spoken to: Grpc, or HttpProtobuf, most often at port 4318. Default:
    /// Grpc.</summary>
    public OtlpExportProtocol Protocol { get; init; } = OtlpExportProtocol.Grpc;
}

/// <summary>Traces follow a run over the bus and through stored work, in every service; metrics are those of ASP.NET,
/// MassTransit and the runtime.</summary>
internal static class Telemetry
{
    internal static void AddYardTelemetry(this WebApplicationBuilder web, IReadOnlyList<string> services)
    {
        var settings = SettingsReader.Read<TelemetrySettings>(web.Configuration, "Telemetry");
        if (settings.Otlp is not { } endpoint)
        {
            Propagation.Begin();
            return;
        }

        web.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("trainyard-" + string.Join('-', services)))
            .WithTracing(tracing => tracing
                .AddSource("MassTransit", StoredTrace.SourceName)
                .AddAspNetCoreInstrumentation()
                .AddOtlpExporter(otlp => Address(otlp, "v1/traces")))
            .WithMetrics(metrics => metrics
                .AddMeter("MassTransit", "Trainyard")
                .AddAspNetCoreInstrumentation()
                .AddRuntimeInstrumentation()
                .AddOtlpExporter(otlp => Address(otlp, "v1/metrics")));

        void Address(OtlpExporterOptions otlp, string path)
        {
            // Over HTTP each signal has a path of its own, which is not added to an address that code gives.
            otlp.Protocol = settings.Protocol;
            otlp.Endpoint = settings.Protocol == OtlpExportProtocol.Grpc
                ? endpoint
                : new Uri(endpoint.ToString().TrimEnd('/') + "/" + path);
        }
    }
}
