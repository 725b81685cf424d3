using Trainyard.Persistence.Documents;

using Trainyard.Support;

namespace Trainyard.Sagas.Tests;

public sealed class When_sagas_are_in_MongoDB : SagaSuite
{
    private readonly MongoOfTests _mongo = new();

    protected override IDocumentDatabase Open() => _mongo.Open();

    protected override ValueTask Drop() => _mongo.Drop();
}
