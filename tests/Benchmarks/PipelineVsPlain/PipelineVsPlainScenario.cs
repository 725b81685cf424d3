using Trainyard.Pipelines;
using Trainyard.Support;

namespace Trainyard.Benchmarks.PipelineVsPlain;

/// <summary>
/// A whole run of the flights sample, from the request to the announced success, against the same steps called one
/// after the other in one plain process: without bus, stores, record, signature and deployment, and with the matrices
/// handed over in memory. The yard is up before the clock starts, as a plain program's runtime is; both are in this
/// process.
/// </summary>
internal static class PipelineVsPlainScenario
{
    private const int SampleRows = 300_000;

    public static Scenario Scenario { get; } = new(
        "pipeline-vs-plain",
        "a whole run against the same steps in one plain process; [300000 | 3000000] rows, [pairs]; time, ours / plain",
        Run);

    private static async Task<bool> Run(IReadOnlyList<string> arguments)
    {
        var rows = arguments.Count > 0 ? int.Parse(arguments[0]) : SampleRows;
        var pairs = arguments.Count > 1 ? int.Parse(arguments[1]) : rows == SampleRows ? 15 : 7;
        var sample = Path.Combine(RealData.Repository, "shared", "samples", "flights");
        var source = rows == SampleRows ? Path.Combine(sample, "flights.parquet") : RealData.Find("flights-3m.parquet");
        if (source is null)
        {
            Console.WriteLine(
                "pipeline-vs-plain: not run, flights-3m.parquet is not there; TRAINYARD_DATA names its folder");
            return false;
        }

        var yaml = await File.ReadAllTextAsync(Path.Combine(sample, "pipeline.yaml"));
        var overrides = new Dictionary<string, string> { ["source.parquet"] = source };
        var definition = PipelineFile.Read(yaml, overrides).Definition!;
        var folder = Directory.CreateTempSubdirectory("pipeline-vs-plain-").FullName;
        await using var yard = await WholeYard.Start(Path.Combine(folder, "yard"));
        var plain = new PlainPipeline(definition, source, folder);
        try
        {
            SameFigures.Check(yard.Run(yaml, overrides), plain.Run());
            var ratios = Harness.Compare(
                pairs, () => { yard.Run(yaml, overrides); return null; }, () => { plain.Run(); return null; });
            return Harness.CloseAtMost("pipeline-vs-plain", ratios, rows == SampleRows ? 1.10 : 1.05);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
