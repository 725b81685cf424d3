using MongoDB.Driver;
using Trainyard.Persistence.Documents;

namespace Trainyard.Persistence.Tests.Documents;

public sealed class When_documents_are_in_MongoDB : DocumentsSuite
{
    private readonly string? _server = Environment.GetEnvironmentVariable("TRAINYARD_TEST_MONGO");
    private readonly string _name = $"trainyard-test-{Guid.NewGuid():N}";

    protected override IDocumentDatabase Open()
    {
        Assert.SkipWhen(string.IsNullOrEmpty(_server), "TRAINYARD_TEST_MONGO holds no connection string.");
        return new MongoDatabase(_server!, _name);
    }

    protected override async ValueTask Drop()
    {
        if (string.IsNullOrEmpty(_server)) return;
        using var client = new MongoClient(_server);
        await client.DropDatabaseAsync(_name);
    }
}
