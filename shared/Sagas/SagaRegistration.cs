using MassTransit;
using MassTransit.Configuration;
using MassTransit.Saga;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Trainyard.Persistence.Documents;

namespace Trainyard.Sagas;

/// <summary>Keeps sagas as documents.</summary>
public static class SagaRegistration
{
    /// <summary>Stores the saga in the collection <c>IDocuments&lt;TSaga&gt;</c> of the container, and its record in
    /// the one beside it, <see cref="RecordPages.Beside"/>.</summary>
    /// <param name="saga">The saga.</param>
    /// <param name="find">The type of a message by its name.</param>
    /// <param name="mandatory">Whether a queue must be waiting for a message.</param>
    public static ISagaRegistrationConfigurator<TSaga> DocumentRepository<TSaga>(
        this ISagaRegistrationConfigurator<TSaga> saga, Func<string, Type?> find, Func<object, bool> mandatory)
        where TSaga : class, IJournaledSaga
    {
        ArgumentNullException.ThrowIfNull(saga);
        saga.Repository(services =>
        {
            services.AddSingleton(provider => new JournalDispatcher<TSaga>(
                provider.GetRequiredService<IBus>(),
                find,
                mandatory,
                provider.GetRequiredService<ILogger<JournalDispatcher<TSaga>>>()));
            services.AddSingleton<SagaRecord<TSaga>>();
            services.AddHostedService<JournalSweeper<TSaga>>();
            services.RegisterLoadSagaRepository<TSaga, SagaStore<TSaga>>();
            services.RegisterSagaRepository<
                TSaga, IDocuments<TSaga>, SagaConsumeContextFactory<IDocuments<TSaga>, TSaga>, SagaStore<TSaga>>();
        });
        return saga;
    }
}
