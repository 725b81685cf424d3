namespace Trainyard.Pipelines.Sources;

/// <summary><c>parquet</c>: Apache Parquet.</summary>
public sealed record ParquetSource : FileSource
{
    private static readonly Key<string> At = File("parquet", "An Apache Parquet file.");

    internal static readonly SourceKind Kind =
        new(At, typeof(ParquetSource), f => With(f, new ParquetSource { Path = f.Get(At) }))
        {
            Options = Common,
        };
}
