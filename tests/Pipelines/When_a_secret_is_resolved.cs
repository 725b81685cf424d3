using System.ComponentModel.DataAnnotations;
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

    [Theory]
    [InlineData("ALERT_URL", true)]
    [InlineData("SOURCE_", true)]
    [InlineData("ALERT", false)]
    [InlineData("alert_url", false)]
    [InlineData("MY_ALERT_URL", false)]
    [InlineData("TOKEN", false)]
    public void Should_look_up_what_is_allowed_and_ask_for_nothing_else(string name, bool isAllowed)
    {
        var lookedUp = new List<string>();
        var variables = new AllowedVariables(new SecretSettings(), asked =>
        {
            lookedUp.Add(asked);
            return "hunter2";
        });

        var isResolved = Secrets.TryResolve($"a/${{{name}}}", variables, out _, out var problem);

        Assert.Equal(isAllowed, isResolved);
        Assert.Equal(isAllowed ? [name] : [], lookedUp);
        Assert.Equal(isAllowed ? null : SecretProblemKind.NotAllowed, problem?.Kind);
    }

    [Fact]
    public void Should_not_tell_whether_one_that_is_not_allowed_is_set()
    {
        Assert.False(Secrets.TryResolve("${ALERT_A}${TOKEN}${OTHER}", Default(_ => null), out _, out var unset));
        Assert.False(Secrets.TryResolve("${ALERT_A}${TOKEN}${OTHER}", Default(_ => "a"), out _, out var set));

        Assert.Equal(unset, set);
        Assert.Equal(
            "The variables TOKEN, OTHER are not among those that a pipeline file may name; the setting Secrets:Allowed "
            + "says which are.",
            set.Message);

        static AllowedVariables Default(Func<string, string?> environment) => new(new SecretSettings(), environment);
    }

    [Fact]
    public void Should_allow_what_the_settings_name_instead_of_the_default_and_anything_to_the_operator()
    {
        var variables = new AllowedVariables(new SecretSettings { Allowed = ["HOST", "TEAM_*"] }, _ => "a");

        Assert.Equal(
            [true, true, false, false],
            new[] { "HOST", "TEAM_A", "HOSTS", "ALERT_URL" }
                .Select(name => Secrets.TryResolve($"${{{name}}}", variables, out _, out _)));
        Assert.True(Secrets.TryResolve("${ALERT_URL}", variables.ForTheOperator(), out _, out _));
    }

    [Theory]
    [InlineData("ALERT_*", true)]
    [InlineData("*", true)]
    [InlineData("A", true)]
    [InlineData("", false)]
    [InlineData("*_URL", false)]
    [InlineData("A*B", false)]
    [InlineData("A**", false)]
    [InlineData("1A", false)]
    [InlineData("A\n", false)]
    public void Should_know_a_name_from_what_is_none(string name, bool isName)
    {
        var problems = new SecretSettings { Allowed = [name] }.Validate(new ValidationContext(this));

        Assert.Equal(isName, !problems.Any());
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
