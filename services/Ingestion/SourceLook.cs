using Microsoft.Extensions.Options;
using Trainyard.Contracts;
using Trainyard.Hosting;
using Trainyard.Hosting.Stores;
using Trainyard.Ingestion.FetchData;
using Trainyard.Ingestion.FetchData.Look;
using Trainyard.Jobs.Budget;
using Trainyard.Pipelines;
using Trainyard.Pipelines.Definition;

namespace Trainyard.Ingestion;

/// <summary>What a look at a source found, before anything of it is kept.</summary>
/// <param name="Findings">What is wrong, as a run would say it.</param>
/// <param name="Warnings">What is worth knowing.</param>
/// <param name="Rows">Rows that were read.</param>
/// <param name="Columns">Columns that were read.</param>
/// <param name="IsWhole">Whether these are all rows.</param>
public sealed record SourceLook(
    IReadOnlyList<Finding> Findings, IReadOnlyList<Finding> Warnings, long Rows, int Columns, bool IsWhole)
{
    /// <summary>Looks with the rights of whoever calls this process: any folder and any variable is allowed, but for
    /// what the yard keeps for itself.</summary>
    /// <param name="definition">The pipeline.</param>
    /// <param name="folder">Where relative paths start.</param>
    /// <param name="yard">The folder of the yard, of which nothing is read.</param>
    /// <param name="further">What else is to be found out about a file of the rows, where these are all and nothing is
    /// wrong with them; null for nothing.</param>
    /// <param name="cancellation">Ends the look.</param>
    public static async Task<SourceLook> OfCaller(
        PipelineDefinition definition, string folder, string yard, Func<string, IReadOnlyList<Finding>>? further,
        CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(definition);
        var settings = new IngestionSettings { AllowedFolders = [Path.GetPathRoot(Path.GetFullPath(folder))!] };
        var own = new YardFolders(
            Options.Create(new DataSettings { Folder = yard }), Options.Create(new DocumentSettings()),
            Options.Create(new BlobSettings()), Options.Create(new KeySettings()), []);
        var location = new SourceLocation(
            settings, new ReadableFolders(settings, own),
            AllowedVariables.OfThisProcess(new SecretSettings { Allowed = ["*"] }));
        var look = new FirstRows(definition, folder, location, settings, settings.Of(WorkShare.OfWorkAlone));
        var scratch = Directory.CreateTempSubdirectory("trainyard-look-").FullName;
        try
        {
            var rows = Path.Combine(scratch, "rows.parquet");
            var seen = await look.Take(rows, cancellation);
            List<Finding> found = [.. seen.Found, .. seen.Doubts];
            var more = found.Count == 0 && look.IsWhole && further is not null
                ? further(rows).ToLookup(finding => finding.IsWarning)
                : null;
            return new SourceLook(
                settings.Bounded([.. found, .. more?[false] ?? []]),
                settings.Bounded([.. seen.Warnings, .. more?[true] ?? []]), seen.Rows, seen.Columns, look.IsWhole);
        }
        finally
        {
            Directory.Delete(scratch, recursive: true);
        }
    }
}
