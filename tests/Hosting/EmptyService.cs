using System.ComponentModel.DataAnnotations;

namespace Trainyard.Hosting.Tests;

/// <summary>A service with settings, and whatever else a test adds.</summary>
internal sealed class EmptyService(Action<ServiceBuilder>? more = null) : IYardService
{
    public string Name => "empty";

    public void Configure(ServiceBuilder service)
    {
        service.Settings<EmptySettings>("Empty:Deep");
        more?.Invoke(service);
    }
}

internal sealed record EmptySettings
{
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(1);

    [Required]
    public string Label { get; init; } = "x";

    public bool IsLoud { get; init; }

    public Uri? Hook { get; init; }

    public int? Most { get; init; }
}
