using Trainyard.Support;

namespace Trainyard.Benchmarks.PrepareVsDuckDb;

/// <summary>
/// Features for 3,000,000 flights, from the same Parquet file to six float32 columns in memory: hour, day of week and
/// day of month of the date, the distance, and origin and destination as codes by descending frequency. Both learn the
/// codes from the data, both use all cores, both begin with the file closed and end with every value in memory. Ours
/// ends with a FeatureMatrix, DuckDB's with a table of its in-memory database: it is spared the way of the values into
/// .NET.
/// </summary>
internal static class PrepareVsDuckDbScenario
{
    private const double Target = 0.8;

    public static Scenario Scenario { get; } = new(
        "prepare-vs-duckdb",
        "features for 3,000,000 flights by the engine and by DuckDB in SQL; rows per second, ours / DuckDB's",
        Run);

    private static Task<bool> Run(IReadOnlyList<string> arguments)
    {
        if (RealData.Find("flights-3m.parquet") is not { } flights)
        {
            Console.WriteLine(
                "prepare-vs-duckdb: not run, flights-3m.parquet is not there; TRAINYARD_DATA names its folder");
            return Task.FromResult(false);
        }
        var pairs = arguments.Count > 0 ? int.Parse(arguments[0]) : 15;
        SameFeatures.Check(Engine.Prepare(flights), DuckDb.Prepare(flights));
        // Rows are the same on both sides, so the ratio of rates is the inverse of the ratio of times.
        var rates = Harness.Compare(
            pairs, () => Engine.Prepare(flights), () => DuckDb.Prepare(flights), warmUps: 3).Inverse();
        return Task.FromResult(Harness.CloseAtLeast("prepare-vs-duckdb", rates, Target));
    }
}
