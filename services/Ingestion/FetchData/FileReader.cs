using DuckDB.NET.Data;
using Trainyard.Ingestion.FetchData.Words;
using Trainyard.Ingestion.Snapshots;
using Trainyard.Pipelines.Sources;

namespace Trainyard.Ingestion.FetchData;

/// <summary>What the readers of files have in common: the file is found and may be read before they see it.</summary>
internal abstract class FileReader(FileSource source) : ISourceReader
{
    public async Task<Fetched?> Read(SourceRequest request, CancellationToken cancellation)
    {
        var path = request.Location.Find(source, request.Folder, request.Findings);
        if (path is null)
            return null;
        using var session = new DuckSession(
            request.Share, request.Snapshot + ".spill", path, request.Snapshot, request.Beginning);
        try
        {
            var file = new SourceFile(request, source, path, session);
            var fetched = await Read(file, cancellation);
            if (fetched is not null)
                await new WordLook(file).Take(cancellation);
            return fetched;
        }
        catch (DuckDBException failure) when (SnapshotWriter.IsOutage(failure))
        {
            throw SnapshotWriter.Failure(failure);
        }
    }

    /// <summary>As above, of a file that is there.</summary>
    protected abstract Task<Fetched?> Read(SourceFile file, CancellationToken cancellation);
}
