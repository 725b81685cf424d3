using System.Text.Json;

namespace Trainyard.Pipelines.Tests;

public sealed class When_a_secret_is_resolved
{
    private static readonly Dictionary<string, string> Environment = new()
    {
        ["TOKEN"] = "hunter2/+", ["HOST"] = "example.com", ["EMPTY"] = "",
    };

    [Fact]
    public void Should_fill_in_every_name()
    {
        Assert.True(Secrets.TryResolve("https://${HOST}/${TOKEN}?${TOKEN}", Variables, out var resolved, out _));
        Assert.Equal("https://example.com/hunter2/+?hunter2/+", resolved.Reveal());
    }

    [Fact]
    public void Should_show_names_in_the_place_of_values()
    {
        Assert.True(Secrets.TryResolve("https://${HOST}/${TOKEN}", Variables, out var resolved, out _));
        Assert.Equal("https://${HOST}/${TOKEN}", resolved.ToString());
        Assert.DoesNotContain("hunter2", JsonSerializer.Serialize(resolved));
        Assert.Equal(
            "No such host: ${HOST}, asked for ${TOKEN} or ${TOKEN}",
            resolved.Redact("No such host: example.com, asked for hunter2/+ or hunter2%2F%2B"));
    }

    [Fact]
    public void Should_name_what_is_not_set_and_no_value()
    {
        Assert.False(Secrets.TryResolve("https://${HOST}/${MISSING}/${EMPTY}", Variables, out _, out var problem));
        Assert.Equal(SecretProblemKind.NotSet, problem.Kind);
        Assert.Contains("variables MISSING, EMPTY are not set", problem.Message);
        Assert.DoesNotContain("example.com", problem.Message);
    }

    [Theory]
    [InlineData("${")]
    [InlineData("${}")]
    [InlineData("${A B}")]
    [InlineData("${1A}")]
    [InlineData("a${A}b${")]
    public void Should_refuse_what_is_not_written_right(string text)
    {
        Assert.False(Secrets.TryResolve(text, Variables, out _, out var problem));
        Assert.Equal(SecretProblemKind.NotWrittenRight, problem.Kind);
        Assert.Contains("not written right", problem.Message);
    }

    [Fact]
    public void Should_find_the_names_that_a_definition_needs()
    {
        const string Yaml = """
            pipeline: late
            source: { csv: "${FOLDER}/a.csv" }
            target: { column: y, task: regression }
            train: lightgbm
            alerts:
              - { on: [faulted], webhook: "${ALERT_URL}" }
              - { on: [rejected], webhook: "https://${HOST}/${FOLDER}" }
            """;
        var definition = PipelineFile.Read(Yaml).Definition!;
        Assert.Equal(["ALERT_URL", "FOLDER", "HOST"], Secrets.Names(definition));
        Assert.Equal("${FOLDER}/a.csv", definition.Source.Shown);
    }

    private static AllowedVariables Variables { get; } =
        new(new SecretSettings { Allowed = ["*"] }, name => Environment.GetValueOrDefault(name));
}
