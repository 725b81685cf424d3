using Trainyard.Pipelines.Sources;

namespace Trainyard.Ingestion.FetchData.Parquet;

/// <summary>Reads Parquet.</summary>
internal sealed class ParquetReader(ParquetSource source) : FileReader(source), ISourceReader<ParquetSource>
{
    protected override Task<Fetched?> Read(SourceFile file, CancellationToken cancellation) =>
        new ParquetScan(file).Read(cancellation);
}
