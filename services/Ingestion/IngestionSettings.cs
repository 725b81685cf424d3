using System.ComponentModel.DataAnnotations;

using Trainyard.Contracts;
using Trainyard.Jobs.Budget;

namespace Trainyard.Ingestion;

/// <summary>Section <c>Ingestion</c>: where sources may lie and how large they may be.</summary>
public sealed record IngestionSettings : IValidatableObject
{
    /// <summary>
    /// The folder that sources may lie in, subfolders included, and that relative paths start from when the command
    /// names none: absolute, or relative to the working folder. The root of the file system counts only where
    /// <see cref="AllowedFolders"/> names it. Default: the working folder.
    /// </summary>
    public string DataFolder { get; init; } = ".";

    /// <summary>
    /// Further folders that sources may lie in, subfolders included, links followed; a root allows all. What the yard
    /// keeps for itself is never read, nor what the system shows as files. Default: none.
    /// </summary>
    public IReadOnlyList<string> AllowedFolders { get; init; } = [];

    /// <summary>The largest source file, in bytes, 1 to 2^40 (1 TiB). Default: 2^36 (64 GiB).</summary>
    [Range(1L, 1L << 40)]
    public long LargestFile { get; init; } = 1L << 36;

    /// <summary>
    /// Threads that DuckDB uses for one job at most, 1 to 256, of those that the job has (<c>Budget:Cores</c>). The
    /// bytes of a snapshot don't depend on it. Default: the number of processors.
    /// </summary>
    [Range(1, 256)]
    public int Threads { get; init; } = Math.Clamp(Environment.ProcessorCount, 1, 256);

    /// <summary>
    /// What is wrong with data is told finding by finding, at most so many of them, 1 to 10,000; the quality report has
    /// all. Default: 200.
    /// </summary>
    [Range(1, 10_000)]
    public int MostFindings { get; init; } = 200;

    /// <summary>Rows at the beginning of a source that are looked at before all of it is read, 1 to 1,000,000. Default:
    /// 1,000.</summary>
    [Range(1, 1_000_000)]
    public int LookRows { get; init; } = 1000;

    /// <summary>Bytes, 0 to 2^40, up to which a file is read at once: a look would take as long. Default: 2^22
    /// (4 MiB).</summary>
    [Range(0L, 1L << 40)]
    public long LookFrom { get; init; } = 1L << 22;

    /// <summary>As many findings as may be told.</summary>
    internal IReadOnlyList<Finding> Bounded(IReadOnlyList<Finding> findings) =>
        FindingList.Bounded(findings, MostFindings, "Ingestion:MostFindings");

    /// <summary>The share of a job, with no more threads than <see cref="Threads"/>.</summary>
    internal WorkShare Of(WorkShare share) => share with { Cores = Math.Min(share.Cores, Threads) };

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (string.IsNullOrWhiteSpace(DataFolder))
            yield return new ValidationResult("DataFolder must name a folder.", [nameof(DataFolder)]);
        if (AllowedFolders.Any(string.IsNullOrWhiteSpace))
            yield return new ValidationResult("AllowedFolders must not hold an empty name.", [nameof(AllowedFolders)]);
    }
}
