using MongoDB.Driver;
using Trainyard.Persistence.Documents;
using Trainyard.Persistence.Documents.Mongo;

namespace Trainyard.Support;

/// <summary>A database of one test on the server that TRAINYARD_TEST_MONGO names; without one the test is
/// skipped.</summary>
public sealed class MongoOfTests
{
    private readonly string? _server = Environment.GetEnvironmentVariable("TRAINYARD_TEST_MONGO");
    private readonly string _name = $"trainyard-test-{Guid.NewGuid():N}";

    public IDocumentDatabase Open()
    {
        Assert.SkipWhen(string.IsNullOrEmpty(_server), "TRAINYARD_TEST_MONGO holds no connection string.");
        return new MongoDatabase(_server!, _name);
    }

    public async ValueTask Drop()
    {
        if (string.IsNullOrEmpty(_server)) return;
        using var client = new MongoClient(_server);
        await client.DropDatabaseAsync(_name);
    }
}
