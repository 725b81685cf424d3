using MongoDB.Driver;
using Trainyard.Persistence.Documents;

namespace Trainyard.Persistence.Tests.Documents;

public sealed class When_documents_are_in_MongoDB : DocumentsSuite
{
    private readonly string? server = Environment.GetEnvironmentVariable("TRAINYARD_TEST_MONGO");
    private readonly string name = $"trainyard-test-{Guid.NewGuid():N}";

    protected override IDocumentDatabase Open()
    {
        Assert.SkipWhen(string.IsNullOrEmpty(server), "TRAINYARD_TEST_MONGO holds no connection string.");
        return new MongoDatabase(server!, name);
    }

    protected override async ValueTask Drop()
    {
        if (string.IsNullOrEmpty(server)) return;
        using var client = new MongoClient(server);
        await client.DropDatabaseAsync(name);
    }
}
