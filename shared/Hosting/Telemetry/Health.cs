using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Trainyard.Hosting.Telemetry;

/// <summary>Two questions an orchestrator asks: is the process alive, and is it ready for work.</summary>
internal static class Health
{
    internal static void MapYardHealth(this WebApplication app)
    {
        // Alive: it answers. A broker that is away is no reason to start a process again.
        // Whoever asks has no key.
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false }).AllowAnonymous();
        app.MapHealthChecks("/health/ready", new HealthCheckOptions
        {
            ResultStatusCodes = { [HealthStatus.Degraded] = 503 },
        }).AllowAnonymous();
    }
}
