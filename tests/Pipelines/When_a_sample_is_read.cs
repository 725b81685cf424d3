using System.Security.Cryptography;

namespace Trainyard.Pipelines.Tests;

public sealed class When_a_sample_is_read
{
    public static TheoryData<string> Names => Samples.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void Should_find_nothing_wrong(string name)
    {
        var result = PipelineFile.Read(Samples.Text(name));
        Assert.Empty(result.Problems);
        Assert.NotNull(result.Definition);
        Assert.Equal(result.Definition.Name, result.Name);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Should_survive_its_canonical_form(string name)
    {
        var bytes = PipelineJson.Write(PipelineFile.Read(Samples.Text(name)).Definition!);
        Assert.Equal(bytes, PipelineJson.Write(PipelineJson.Read(bytes)));
    }

    [Fact]
    public void Should_have_one_digest_however_it_is_laid_out()
    {
        const string OneWay = """
            pipeline: late
            source: { csv: a.csv }
            schema: { delay: { type: integer, unit: minutes }, origin: category }
            target: { late: delay > 15, task: binary }
            features:
              - categories: [origin]
            train: lightgbm
            gate: { auc: ">= 0.6", accuracy: ">= 80%" }
            """;
        const string OtherWay = """
            # The same in other words
            train:
              seed: 1          # the default
              trainer: lightgbm
            gate:
              accuracy: '>=0.8'
              auc: ">=  0.60"

            features: [{ categories: { encode: codes, columns: [ "origin" ] } }]
            target:
              task: binary
              late: "(delay>15)"
            schema:
              origin: { type: category, required: true }
              delay:
                unit: minutes
                type: integer
            source: { delimiter: ",", csv: 'a.csv' }
            version: 1
            pipeline: late
            """;
        Assert.Equal(Digest(OneWay), Digest(OtherWay));
        Assert.NotEqual(Digest(OneWay), Digest(OneWay.Replace("15", "16")));
    }

    private static string Digest(string yaml)
    {
        var result = PipelineFile.Read(yaml);
        Assert.Empty(result.Problems);
        return Convert.ToHexString(SHA256.HashData(PipelineJson.Write(result.Definition!)));
    }
}
