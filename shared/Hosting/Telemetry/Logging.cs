using MassTransit;
using Microsoft.AspNetCore.Builder;
using Serilog;
using Serilog.Events;
using Trainyard.Hosting.Settings;

namespace Trainyard.Hosting.Telemetry;

/// <summary>Section <c>Logging</c>: what is logged, and how it looks.</summary>
public sealed record LogSettings
{
    /// <summary>The least important level that is written: Verbose, Debug, Information, Warning, Error. Default:
    /// Information.</summary>
    public LogEventLevel Level { get; init; } = LogEventLevel.Information;

    /// <summary>Whether lines are JSON documents, for programs, rather than sentences. Default: false.</summary>
    public bool Json { get; init; }

    /// <summary>Whether a line goes on with where its exception came from, rather than with what it says alone.
    /// Where it is false, the command around the process says why it did not start, and no line does. Default: true.
    /// Ignored where lines are JSON, or the level is Debug or Verbose.</summary>
    public bool Stacks { get; init; } = true;

    /// <summary>Whether it is said that a disk is full, once a minute. Where it is false, the command around the
    /// process says so. Default: true.</summary>
    public bool FullDisk { get; init; } = true;
}

/// <summary>One logger for every service: sentences with named properties, on standard error; on standard output where
/// they are JSON, for whoever collects them there.</summary>
internal static class Logging
{
    internal static void AddYardLogging(this WebApplicationBuilder web, IReadOnlyList<string> services)
    {
        var settings = SettingsReader.Read<LogSettings>(web.Configuration, "Logging");
        web.Services.AddSerilog(logger => Configure(logger, settings, services).WriteTo.Console(
            settings.Json ? new PrintableJson()
                : new PrintableLines(settings.Stacks || settings.Level <= LogEventLevel.Debug),
            standardErrorFromLevel: settings.Json ? null : LogEventLevel.Verbose));
    }

    /// <summary>What is written, wherever it goes.</summary>
    internal static LoggerConfiguration Configure(
        LoggerConfiguration logger, LogSettings settings, IReadOnlyList<string> services) =>
        logger.MinimumLevel.Is(settings.Level)
            .MinimumLevel.Override("Microsoft", Least(settings.Level, LogEventLevel.Warning))
            .MinimumLevel.Override(
                "Microsoft.Extensions.Hosting",
                settings.Stacks ? Least(settings.Level, LogEventLevel.Warning) : LevelAlias.Off)
            // Not being ready yet is what the health endpoint says; nothing is wrong.
            .MinimumLevel.Override("Microsoft.Extensions.Diagnostics.HealthChecks", LogEventLevel.Fatal)
            .MinimumLevel.Override(
                "MassTransit", Least(settings.Level, settings.Stacks ? LogEventLevel.Warning : LogEventLevel.Error))
            // That two wrote at once, and one of them tries again, is how it is meant to go.
            .Filter.ByExcluding(line => line.Exception is ConcurrencyException && line.Level < LogEventLevel.Error)
            .Filter.ByExcluding(new FullDiskLines(settings.FullDisk, TimeProvider.System).IsLeftOut)
            .Enrich.WithProperty("Service", string.Join('+', services));

    private static LogEventLevel Least(LogEventLevel a, LogEventLevel b) => a > b ? a : b;
}
