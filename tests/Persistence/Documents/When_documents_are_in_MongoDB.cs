using Trainyard.Persistence.Documents;

using Trainyard.Support;

namespace Trainyard.Persistence.Tests.Documents;

public sealed class When_documents_are_in_MongoDB : DocumentsSuite
{
    private readonly MongoOfTests _mongo = new();

    protected override IDocumentDatabase Open() => _mongo.Open();

    protected override ValueTask Drop() => _mongo.Drop();
}
