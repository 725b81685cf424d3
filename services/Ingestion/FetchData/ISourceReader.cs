using Trainyard.Jobs.Budget;
using Trainyard.Pipelines.Definition;
using Trainyard.Pipelines.Kinds;
using Trainyard.Pipelines.Sources;

namespace Trainyard.Ingestion.FetchData;

/// <summary>Turns a source into a snapshot, or says all that is wrong with it.</summary>
internal interface ISourceReader
{
    /// <summary>
    /// Writes the snapshot; null when there are findings, and then there is no snapshot worth keeping.
    /// </summary>
    Task<Fetched?> Read(SourceRequest request, CancellationToken cancellation);
}

/// <summary>
/// The reader of one kind of source, which its constructor takes. A class that says so is found; nothing else names it.
/// </summary>
/// <typeparam name="TSource">What the pipeline file says of it.</typeparam>
internal interface ISourceReader<TSource> : ISourceReader
    where TSource : SourceDefinition;

/// <summary>What is to be read, and where to.</summary>
/// <param name="Definition">The pipeline: source and schema.</param>
/// <param name="Folder">Where relative paths start; absent for the folder of Ingestion.</param>
/// <param name="Snapshot">Where the snapshot goes.</param>
/// <param name="Location">Finds the file, and says whether it may be read.</param>
/// <param name="Share">Memory and threads.</param>
/// <param name="Findings">What is wrong.</param>
internal sealed record SourceRequest(
    PipelineDefinition Definition,
    string? Folder,
    string Snapshot,
    SourceLocation Location,
    WorkShare Share,
    Findings Findings)
{
    /// <summary>Rows that are read at most: all, or the first ones for a look.</summary>
    public long MostRows { get; init; } = long.MaxValue;

    /// <summary>The beginning of a text, where only that is read.</summary>
    public string Beginning => Snapshot + ".begin";
}

/// <summary>The readers of this service, found by the source that each is for.</summary>
internal static class SourceReaders
{
    /// <summary>All of them.</summary>
    public static KindClasses All { get; } =
        new(SourceKinds.All, typeof(ISourceReader<>), typeof(SourceReaders).Assembly);

    /// <summary>Reads the source of a pipeline with the reader of its kind.</summary>
    public static Task<Fetched?> Read(SourceRequest request, CancellationToken cancellation) =>
        All.Create<ISourceReader>(request.Definition.Source).Read(request, cancellation);
}
