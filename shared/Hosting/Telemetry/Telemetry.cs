using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Trainyard.Hosting.Settings;

namespace Trainyard.Hosting.Telemetry;

/// <summary>Section <c>Telemetry</c>: where traces and metrics go.</summary>
public sealed record TelemetrySettings
{
    /// <summary>The OTLP endpoint of a collector, for example <c>http://collector:4317</c>. Default: none, nothing is
    /// sent.</summary>
    public Uri? Otlp { get; init; }
}

/// <summary>Traces follow a run over the bus through every service; metrics are those of ASP.NET, MassTransit and the
/// runtime.</summary>
internal static class Telemetry
{
    internal static void AddYardTelemetry(this WebApplicationBuilder web, IReadOnlyList<string> services)
    {
        var settings = SettingsReader.Read<TelemetrySettings>(web.Configuration, "Telemetry");
        if (settings.Otlp is not { } endpoint)
            return;

        web.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("trainyard-" + string.Join('-', services)))
            .WithTracing(tracing => tracing
                .AddSource("MassTransit", "Trainyard")
                .AddAspNetCoreInstrumentation()
                .AddOtlpExporter(otlp => otlp.Endpoint = endpoint))
            .WithMetrics(metrics => metrics
                .AddMeter("MassTransit", "Trainyard")
                .AddAspNetCoreInstrumentation()
                .AddRuntimeInstrumentation()
                .AddOtlpExporter(otlp => otlp.Endpoint = endpoint));
    }
}
