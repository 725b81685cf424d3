using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Trainyard.Artifacts;
using Trainyard.Contracts;
using Trainyard.Hosting.ConsistencyChecks;
using Trainyard.Persistence.ConsistencyChecks;
using Trainyard.Persistence.Documents;
using Trainyard.Registry.MoveAliases;
using Trainyard.Registry.RegisterModels;

namespace Trainyard.Registry.CheckRecords;

/// <summary>Every version is what the record of its run and the report of its validation say. What is signed can't be
/// changed afterwards; what was said to Registry before can have been a lie.</summary>
internal sealed class RunRecordCheck(
    IDocuments<ModelVersion> versions,
    IDocuments<AliasMove> moves,
    IArtifactStore artifacts,
    BlobFolder blobs,
    AccountOfRun? runs,
    EarliestRun? earliest,
    TimeProvider time) : IConsistencyCheck
{
    private const long LargestReport = 16 << 20;

    private const string FindOut =
        "Find out who said so: what a service says is believed. Whose login at the broker may say it stands on the "
        + "page of the broker. Deploy another version, and train this one again.";

    public async IAsyncEnumerable<Violation> Look([EnumeratorCancellation] CancellationToken cancellation)
    {
        var since = earliest is null ? null : await earliest(cancellation);
        await foreach (var version in versions.All(new DocumentQuery(), cancellation))
        {
            if (await Report(version, cancellation) is { } lie)
                yield return lie;
            if (runs is null)
                continue;
            if (await runs(version.RunId, cancellation) is { } run)
            {
                if (Differences(version, run) is { Length: > 0 } differences)
                    yield return Of(version, "version-differs-from-run",
                        $"{Name(version)} is not what the record of run {version.RunId} says. {differences}");
                if (await MoveOf(version, run, cancellation) is { } violation)
                    yield return violation;
            }
            else if (since <= version.RegisteredAt)
            {
                yield return Of(version, "version-of-unknown-run",
                    $"{Name(version)} says that run {version.RunId} registered it, and there is no record of that "
                    + "run.");
            }
        }
    }

    /// <summary>The move that the run was told of. Registry wrote down that it is served before it told the run.
    /// </summary>
    private async Task<Violation?> MoveOf(ModelVersion version, RunAccount run, CancellationToken cancellation)
    {
        if (run.DeploymentId is not { } deployment)
            return null;
        var move = (await moves.Query(
            new DocumentQuery { Limit = 1 }.Equal("deployment", deployment.ToString()), cancellation))
            .FirstOrDefault()?.Document;
        var difference = move switch
        {
            null => "Registry has no such move.",
            _ when move.RunId != version.RunId => $"That move is of run {move.RunId?.ToString() ?? "none"}.",
            _ when move.Trigger != run.Trigger =>
                $"Its trigger is {Text(move.Trigger)}, there it is {Text(run.Trigger)}.",
            _ when run.IsServed && move.State != MoveState.Served =>
                $"It is {move.State}, and the run was told that it is served.",
            _ => null,
        };
        return difference is null
            ? null
            : new Violation(
                "move-differs-from-run", move is null ? deployment.ToString() : AliasMove.Collection.Id(move),
                version.RegisteredAt,
                $"Deployment {deployment} is not what the record of run {version.RunId} says. {difference}",
                "Whoever may write to the stores of Registry and Pipeline can have written it: bring the record that "
                + "is wrong back from a backup, and look at who may write there.");
    }

    private string Differences(ModelVersion version, RunAccount run)
    {
        // Until it is told, a run does not know which version it has; one that ended meanwhile is told a moment later.
        var isTold = run.Version is not null || run.EndedAt <= time.GetUtcNow() - ConsistencyChecks.Grace;
        var lines = new (string What, string? Stated, string? Recorded)[]
        {
            ("model", version.Model, run.Model),
            ("version", Number(version.Version), isTold ? Number(run.Version) : Number(version.Version)),
            ("model artifact", version.Artifact.Sha256, run.Blobs["model"]),
            ("definition", version.Definition.Sha256, run.Blobs["definition"]),
            ("snapshot", version.Snapshot.Sha256, run.Blobs["snapshot"]),
            ("features", version.Features.Sha256, run.Blobs["features"]),
            ("report", version.Report.Sha256, run.Blobs["report"]),
            ("requester", $"'{version.RequestedBy}'", $"'{run.RequestedBy}'"),
            ("trigger", Text(version.Trigger), Text(run.Trigger)),
        };
        return string.Join(' ', lines.Where(line => line.Stated != line.Recorded)
            .Select(line => $"Its {line.What} is {line.Stated}, there it is {line.Recorded ?? "none"}.")
            .Concat(Figures(version.Metrics, run.Metrics, "there")));
    }

    /// <summary>The report is what whoever measured wrote down, whatever was said of it.</summary>
    private async Task<Violation?> Report(ModelVersion version, CancellationToken cancellation)
    {
        // One that is missing is named by the check of versions.
        if (blobs.Find(version.Report.Sha256) is not { } blob)
            return null;
        if (blob.Size > LargestReport)
            return Of(version, "version-differs-from-report",
                $"{Name(version)} calls a blob of {blob.Size} bytes its report; none has more than {LargestReport}.");
        string lies;
        try
        {
            using var report = JsonDocument.Parse(
                await File.ReadAllBytesAsync(await artifacts.Open(version.Report, cancellation), cancellation));
            var (metrics, model) = (report.RootElement.GetProperty("metrics"), report.RootElement.GetProperty("model"));
            var measured = metrics.EnumerateObject().ToDictionary(one => one.Name, one => one.Value.GetDouble());
            lies = string.Join(' ', Figures(version.Metrics, measured, "in the report"));
            if (model.GetString() is var digest && digest != version.Artifact.Sha256)
                lies = $"The report is about artifact {digest}. {lies}".TrimEnd();
        }
        catch (Exception problem) when (problem is JsonException or KeyNotFoundException
            or InvalidOperationException or ArgumentException)
        {
            lies = "The report is no report.";
        }
        catch (ArtifactDamagedException)
        {
            // Named where blobs are held against their digests.
            return null;
        }

        return lies.Length == 0
            ? null
            : Of(version, "version-differs-from-report",
                $"{Name(version)} is not what its validation report says. {lies}");
    }

    private static IEnumerable<string> Figures(
        IReadOnlyDictionary<string, double> stated, IReadOnlyDictionary<string, double> known, string where) =>
        stated.Keys.Union(known.Keys).Order(StringComparer.Ordinal)
            .Select(name => (Name: name, Stated: Figure(stated, name), Known: Figure(known, name)))
            .Where(figure => figure.Stated != figure.Known)
            .Select(figure => $"Its {figure.Name} is {figure.Stated}, {where} it is {figure.Known}.");

    private static string Figure(IReadOnlyDictionary<string, double> figures, string name) =>
        figures.TryGetValue(name, out var figure) ? figure.ToString("R", CultureInfo.InvariantCulture) : "none";

    private static string Text(Trigger trigger) =>
        trigger.Name is { } name ? $"{trigger.Kind} '{name}'" : $"{trigger.Kind}";

    private static string? Number(int? number) => number?.ToString(CultureInfo.InvariantCulture);

    private static string Name(ModelVersion version) => $"Version {version.Version} of {version.Model}";

    private static Violation Of(ModelVersion version, string kind, string sentence) => new(
        kind, ModelVersion.IdOf(version.Model, version.Version), version.RegisteredAt, sentence, FindOut);
}
