namespace Trainyard.Pipelines.Tests;

public sealed class When_a_file_says_little
{
    [Fact]
    public void Should_fill_in_the_defaults()
    {
        var definition = Read("{ column: y, task: binary }", "lightgbm");
        Assert.Equal(1, definition.Version);
        Assert.Equal(new StratifiedSplit { HeldOut = 0.2 }, definition.Split);
        Assert.Equal(
            new LightGbmTrainer { Iterations = 100, Leaves = 31, LearningRate = 0.1, Seed = 1 }, definition.Train);
        Assert.Equal(",", definition.Source.Delimiter);
        Assert.True(definition.Source.Header);
        Assert.Null(definition.Deploy);
        Assert.Empty(definition.Schema);
        Assert.Empty(definition.Features);
        Assert.Empty(definition.Gate);
    }

    [Theory]
    [InlineData("lightgbm")]
    [InlineData("fast_tree")]
    [InlineData("fast_forest")]
    [InlineData("sdca")]
    [InlineData("lbfgs")]
    public void Should_give_a_trainer_the_defaults_that_its_type_has(string trainer)
    {
        var read = Read("{ column: y, task: regression }", trainer).Train;
        Assert.Equal(Activator.CreateInstance(read.GetType()), read);
    }

    [Fact]
    public void Should_split_at_random_when_there_are_no_classes() =>
        Assert.Equal(new RandomSplit { HeldOut = 0.2 }, Read("{ column: y, task: regression }", "sdca").Split);

    [Fact]
    public void Should_take_a_byte_order_mark_and_line_ends_of_any_kind()
    {
        var result = PipelineFile.Read(
            "\uFEFFpipeline: x\r\nsource: { csv: a.csv }\r\ntarget: { column: y, task: binary }\r\ntrain: sdca\r\n");
        Assert.Empty(result.Problems);
    }

    [Fact]
    public void Should_merge_what_an_anchor_holds()
    {
        var definition = Read("{ column: y, task: binary }", "lightgbm", """
            schema:
              a: &amount { type: number, min: 0, max: 9 }
              b: { <<: *amount, max: 5 }
              y: integer
            """);
        Assert.Equal([(0.0, 9.0), (0.0, 5.0)], definition.Schema.Take(2).Select(c => (c.Min!.Value, c.Max!.Value)));
    }

    [Fact]
    public void Should_understand_every_shorthand()
    {
        var definition = Read("{ late: delay > 15, task: binary }", "lightgbm", """
            schema: { delay: integer, at: timestamp, a: category, b: category, n: number }
            split: { by: time, column: at, held_out: 10% }
            quality: [{ rows: 5 }, { nulls: 0.5% }, unique, { unique: [at, a] }]
            clean:
              - drop_missing
              - drop_duplicates: all
              - keep_where: n > 0 and a != 'x'
              - keep_where: at < '2001-05-01'
            features:
              - numeric: [n]
              - cross: [a, b]
              - expression: { twice: 2*n, half: n/2 }
            participants: { Trainer: LightGBM }
            """);
        Assert.Equal(new TimeSplit { Column = "at", HeldOut = 0.1 }, definition.Split);
        Assert.Equal(new RowsRule { Min = 5 }, definition.Quality[0]);
        Assert.Equal(0.005, Assert.IsType<NullsRule>(definition.Quality[1]).Max);
        Assert.Empty(Assert.IsType<UniqueRule>(definition.Quality[2]).Columns);
        Assert.Equal(["at", "a"], Assert.IsType<UniqueRule>(definition.Quality[3]).Columns);
        Assert.Equal(new KeepWhere { Condition = "n > 0 and a != 'x'" }, definition.Cleaning[2]);
        Assert.Equal(
            [new ExpressionFeature { Name =
                "twice", Value = "2 * n" }, new ExpressionFeature { Name = "half", Value = "n / 2" }],
            definition.Features.Skip(2));
        Assert.Equal("LightGBM", definition.Participants["Trainer"].Name);
    }

    private static PipelineDefinition Read(string target, string train, string more = "")
    {
        var result = PipelineFile.Read(
            $"pipeline: x\nsource: {{ csv: a.csv }}\ntarget: {target}\ntrain: {train}\n{more}\n");
        Assert.Empty(result.Problems);
        return result.Definition!;
    }
}
