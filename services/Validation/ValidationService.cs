using Trainyard.Contracts;
using Trainyard.Hosting;
using Trainyard.Jobs;
using Trainyard.Validation.ValidateModel;

namespace Trainyard.Validation;

/// <summary>Measures models on rows that nothing was learned from.</summary>
public sealed class ValidationService : IYardService
{
    /// <inheritdoc/>
    public string Name => "validation";

    /// <inheritdoc/>
    public void Configure(ServiceBuilder service)
    {
        ArgumentNullException.ThrowIfNull(service);
        service.Settings<ValidationSettings>("Validation");
        service.Job<Contracts.ValidateModel, ValidateModelJob>(isHeavy: true);
    }
}
