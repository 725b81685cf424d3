namespace Trainyard.Architecture.Tests;

public sealed class When_a_container_reads_sources
{
    private static readonly Compose Compose = Compose.Read();

    [Fact]
    public void Should_be_allowed_the_folder_that_they_are_mounted_below_and_nothing_else()
    {
        var ingestion = Compose.Services["ingestion"];
        var allowed = ingestion.Environment["TRAINYARD_Ingestion__AllowedFolders__0"];

        Assert.Equal(allowed, ingestion.Environment["TRAINYARD_Ingestion__DataFolder"]);
        Assert.DoesNotContain("TRAINYARD_Ingestion__AllowedFolders__1", ingestion.Environment);
        var sources = ingestion.Volumes.Where(IsAllowed).ToList();
        var others = ingestion.Volumes.Except(sources);
        Assert.All(sources, source => Assert.True(source.IsReadOnly));
        Assert.All(sources, source => Assert.StartsWith("./", source.Source, StringComparison.Ordinal));
        Assert.All(others, own => Assert.DoesNotContain("./", own.Source, StringComparison.Ordinal));
        Assert.NotEmpty(sources);

        bool IsAllowed(Mount mount) => mount.Path.StartsWith(allowed + "/", StringComparison.Ordinal);
    }

    [Fact]
    public void Should_be_given_the_variables_of_pipeline_files_under_names_that_these_may_use()
    {
        var variables = Compose.Services.Values.SelectMany(container => container.Environment.Keys)
            .Where(name => !name.StartsWith("TRAINYARD_", StringComparison.Ordinal)
                && !name.StartsWith("RABBITMQ_", StringComparison.Ordinal)
                && !name.StartsWith("MONGO_", StringComparison.Ordinal));

        Assert.All(variables, name => Assert.Matches("^(ALERT|SOURCE)_", name));
        Assert.Contains("ALERT_URL", variables);
    }
}
