using System.Text.Json;
using System.Text.Json.Nodes;

using Trainyard.Metrics;

namespace Trainyard.Pipelines.Tests.Published;

public sealed class When_an_editor_checks_a_file
{
    /// <summary>
    /// What a schema can't see: other sections, expressions, dates of the calendar, effects of one option on another;
    /// and what is designed, published, and refused today.
    /// </summary>
    private static readonly HashSet<string> OnlyTheReaderSees =
    [
        "expression-types.yaml", "features-expression.yaml", "features-leak.yaml", "features-twice.yaml",
        "features-unknown-columns.yaml",
        "features-wrong-types.yaml", "gate-champion.yaml", "gate-contradiction.yaml", "gate-impossible.yaml",
        "key-is-a-list.yaml", "key-twice.yaml", "merge-of-a-word.yaml", "not-supported-yet.yaml",
        "secret-in-wrong-place.yaml", "secret-malformed.yaml", "source-options.yaml", "source-sql.yaml",
        "split-stratified-regression.yaml", "split-time-column.yaml", "split-time-dates.yaml", "tag.yaml",
        "target-bare-column.yaml", "target-constant.yaml", "target-expression-quoted.yaml", "target-expression.yaml",
        "target-named-like-a-column.yaml", "target-number-for-binary.yaml", "target-of-text.yaml",
        "target-regression-of-words.yaml", "target-unknown-column.yaml", "train-early-stopping.yaml",
        "train-later.yaml", "train-wrong-task.yaml", "unexpected-without-schema.yaml",
        "values-of-the-schema.yaml",
    ];

    public static TheoryData<string> SampleNames => Samples.Names;

    public static TheoryData<string> MalformedNames =>
    [
        .. When_a_file_is_malformed.Names
            .Select(row => row.Data)
            .Where(name => YamlTree.Read(Malformed(name), new ParseContext()) is not null),
    ];

    [Fact]
    public void Should_have_the_schema_that_the_reader_has() =>
        Approved.Check("shared/Pipelines/pipeline.schema.json", PipelineSchema.Write());

    [Theory]
    [MemberData(nameof(SampleNames))]
    public void Should_find_the_samples_valid_and_the_schema_beside_them(string name)
    {
        Assert.True(SchemaCheck.Published.Accepts(Samples.Text(name)));
        var reference = Samples.Text(name).Split('\n')[0].Split("$schema=")[1].Trim();
        Assert.True(File.Exists(Path.Combine(Samples.Root, "shared", "samples", name, reference)));
    }

    [Theory]
    [MemberData(nameof(MalformedNames))]
    public void Should_refuse_what_the_reader_refuses_as_far_as_a_schema_can(string name) =>
        Assert.Equal(OnlyTheReaderSees.Contains(name), SchemaCheck.Published.Accepts(Malformed(name)));

    [Fact]
    public void Should_offer_every_option_that_a_trainer_has() => Assert.All(TrainerKinds.All, kind =>
    {
        var options = kind.Parser.Keys.Select(k => k.Name);
        var properties = kind.Definition.GetProperties()
            .Select(p => JsonNamingPolicy.SnakeCaseLower.ConvertName(p.Name));
        Assert.Equal(properties.Order(), options.Order());
    });

    [Fact]
    public void Should_offer_every_metric_that_validation_computes() =>
        Assert.Equal(
            MetricList.All.Select(metric => metric.Name).Append("champion").Append("slices").Order(),
            GateGrammar.Parser.Keys.Select(key => key.Name).Order());

    [Fact]
    public void Should_show_a_description_for_every_key()
    {
        var silent = new List<string>();
        Walk(JsonNode.Parse(PipelineSchema.Write())!, "", silent);
        Assert.Empty(silent);
    }

    private static void Walk(JsonNode? node, string path, List<string> silent)
    {
        if (node is JsonArray array)
        {
            foreach (var item in array) Walk(item, path, silent);
        }

        if (node is not JsonObject part) return;
        foreach (var (key, value) in part) Walk(value, $"{path}/{key}", silent);
        if (part["properties"] is not JsonObject properties) return;
        silent.AddRange(properties
            .Where(p => p.Value is JsonObject own && own["description"] is null && own["const"] is null)
            .Select(p => $"{path}/{p.Key}"));
    }

    private static string Malformed(string name) =>
        File.ReadAllText(Path.Combine(Samples.Root, "tests", "Pipelines", "Malformed", name));
}
