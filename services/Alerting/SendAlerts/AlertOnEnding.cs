using MassTransit;
using Trainyard.Contracts;

namespace Trainyard.Alerting.SendAlerts;

/// <summary>Tells those who asked of one kind of ending.</summary>
internal sealed class AlertOnEnding<TEnding>(Alerts alerts) : IConsumer<TEnding>
    where TEnding : class, IRunEnding
{
    public Task Consume(ConsumeContext<TEnding> context) => alerts.Raise(context.Message, context.CancellationToken);
}

/// <summary>The queue is named for the ending, for example <c>alert-on-training-failed</c>.</summary>
internal sealed class AlertOnEndingDefinition<TEnding> : ConsumerDefinition<AlertOnEnding<TEnding>>
    where TEnding : class, IRunEnding
{
    public AlertOnEndingDefinition() =>
        EndpointName = "alert-on-" + KebabCaseEndpointNameFormatter.Instance.SanitizeName(typeof(TEnding).Name);
}

/// <summary>Adds one for each way in which a run can end.</summary>
internal static class AlertOnEndings
{
    /// <summary>The endings there are.</summary>
    public static IReadOnlyList<Type> All { get; } =
    [
        .. typeof(IRunEnding).Assembly.GetExportedTypes()
            .Where(type => type is { IsClass: true } && type.IsAssignableTo(typeof(IRunEnding))),
    ];

    public static void Add(IRegistrationConfigurator bus)
    {
        foreach (var ending in All)
        {
            bus.AddConsumer(
                typeof(AlertOnEnding<>).MakeGenericType(ending),
                typeof(AlertOnEndingDefinition<>).MakeGenericType(ending));
        }
    }
}
