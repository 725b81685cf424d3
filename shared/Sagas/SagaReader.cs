using MassTransit;
using MassTransit.Middleware;
using MassTransit.Saga;
using Trainyard.Persistence.Documents;

namespace Trainyard.Sagas;

/// <summary>Reads a saga, outside of any message.</summary>
internal sealed class SagaReader<TSaga>(IDocuments<TSaga> documents, CancellationToken cancellation)
    : BasePipeContext(cancellation), LoadSagaRepositoryContext<TSaga>
    where TSaga : class, IJournaledSaga
{
    public async Task<TSaga> Load(Guid correlationId) =>
        (await documents.Find(correlationId.ToString(), CancellationToken))?.Document!;
}
