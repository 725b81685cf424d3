using Trainyard.Pipelines.Kinds;
using Trainyard.Pipelines.Quality;
using Trainyard.Pipelines.Receivers;
using Trainyard.Pipelines.Sources;
using Trainyard.Pipelines.Trainers;

namespace Trainyard.Pipelines.Tests;

public sealed class When_kinds_are_listed
{
    private static readonly KindSet[] Sets =
        [TrainerKinds.All, QualityRules.All, SourceKinds.All, ReceiverKinds.All];

    [Fact]
    public void Should_say_what_each_is() => Assert.All(
        Sets.SelectMany(set => set.Kinds), kind =>
        {
            Assert.Matches("^[a-z][a-z0-9_]*$", kind.Name);
            Assert.EndsWith(".", kind.Meaning);
        });

    [Fact]
    public void Should_refuse_a_list_that_lacks_one()
    {
        var problem = Assert.Throws<InvalidOperationException>(
            () => new KindSet<QualityRule, QualityRuleKind>("rule", [.. QualityRules.All.Skip(1)]));
        Assert.Contains(nameof(RowsRule), problem.Message);
    }

    [Fact]
    public void Should_refuse_a_list_that_has_one_twice() =>
        Assert.Throws<InvalidOperationException>(() => new KindSet<QualityRule, QualityRuleKind>(
            "rule", [.. QualityRules.All, QualityRules.All[0]]));

    [Fact]
    public void Should_not_start_a_service_that_lacks_the_class_for_a_kind()
    {
        var classes = new KindClasses(QualityRules.All, typeof(IDoes<>), typeof(When_kinds_are_listed).Assembly);
        Assert.IsType<DoesRows>(classes.Create<object>(new RowsRule()));
        var problem = Assert.Throws<InvalidOperationException>(classes.RequireAll);
        Assert.Contains(nameof(NullsRule), problem.Message);
    }

    [Fact]
    public void Should_refuse_stored_JSON_of_a_kind_that_is_none()
    {
        var stored = PipelineJson.Write(PipelineFile.Read(
            "{ pipeline: x, source: { csv: a.csv }, target: { column: y, task: regression }, train: sdca }")
            .Definition!);
        var text = System.Text.Encoding.UTF8.GetString(stored).Replace("\"sdca\"", "\"oracle\"");
        Assert.ThrowsAny<System.Text.Json.JsonException>(
            () => PipelineJson.Read(System.Text.Encoding.UTF8.GetBytes(text)));
    }

    private interface IDoes<T>
        where T : QualityRule;

    private sealed class DoesRows(RowsRule rule) : IDoes<RowsRule>
    {
        public RowsRule Rule => rule;
    }
}
