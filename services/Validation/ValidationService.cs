using Trainyard.Hosting;

namespace Trainyard.Validation;

/// <summary>Stub.</summary>
public sealed class ValidationService : IYardService
{
    /// <inheritdoc/>
    public string Name => "validation";

    /// <inheritdoc/>
    public void Configure(ServiceBuilder service)
    {
    }
}
