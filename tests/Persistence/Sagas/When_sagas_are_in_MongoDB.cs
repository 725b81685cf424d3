using MongoDB.Driver;
using Trainyard.Persistence.Documents;

namespace Trainyard.Persistence.Tests.Sagas;

public sealed class When_sagas_are_in_MongoDB : SagaSuite
{
    private readonly string? _server = Environment.GetEnvironmentVariable("TRAINYARD_TEST_MONGO");
    private readonly string _name = $"trainyard-sagas-{Guid.NewGuid():N}";

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
