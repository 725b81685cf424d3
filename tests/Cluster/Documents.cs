namespace Trainyard.Cluster.Tests;

/// <summary>The store that the services keep their documents in.</summary>
internal sealed record Documents(IReadOnlyDictionary<string, string> Settings)
{
    public static Documents InSqlite { get; } = new(new Dictionary<string, string> { ["Documents:Store"] = "Sqlite" });

    /// <summary>Databases of this test alone; skips where no server is named.</summary>
    public static Documents InMongo()
    {
        var server = Environment.GetEnvironmentVariable("TRAINYARD_TEST_MONGO");
        Assert.SkipWhen(string.IsNullOrEmpty(server), "TRAINYARD_TEST_MONGO holds no connection string.");
        return new(new Dictionary<string, string>
        {
            ["Documents:Store"] = "Mongo",
            ["Documents:ConnectionString"] = server!,
            ["Documents:DatabasePrefix"] = $"cluster_{Guid.NewGuid():N}_",
        });
    }
}
