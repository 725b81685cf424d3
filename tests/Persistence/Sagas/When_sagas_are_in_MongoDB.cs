using Trainyard.Persistence.Documents;

namespace Trainyard.Persistence.Tests.Sagas;

public sealed class When_sagas_are_in_MongoDB : SagaSuite
{
    private readonly MongoOfTests _mongo = new();

    protected override IDocumentDatabase Open() => _mongo.Open();

    protected override ValueTask Drop() => _mongo.Drop();
}
