using System.Text.Json;
using Trainyard.Api.Runs;
using Trainyard.Contracts;
using Trainyard.Hosting.Lists;
using Trainyard.Persistence.Documents;
using Trainyard.Sagas;
using Trainyard.Pipeline.AcceptRequest;
using Trainyard.Pipeline.RunTraining;

namespace Trainyard.Pipeline.ReadRuns;

/// <summary>Reads runs for people and programs.</summary>
internal sealed class RunReader(
    IDocuments<TrainingRun> runs, SagaRecord<TrainingRun> record, IDocuments<RequestDocument> requests,
    IDocuments<TrainingProgressed> progress)
{
    /// <summary>What is said of a run that nothing is known to keep.</summary>
    private const string OnItsWay = "its first message is on its way.";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private static readonly HashSet<string> WarningReplies =
    [
        .. Sequence.Steps.Where(step => step.Reply?.IsAssignableTo(typeof(IWarningReply)) is true)
            .Select(step => step.Reply!.Name),
    ];

    /// <summary>The latest runs, newest first.</summary>
    public Task<IReadOnlyList<Listed<RunSummary>>> List(
        string? pipeline, string? state, Page page, CancellationToken cancellation)
    {
        var query = page.Of(new DocumentQuery { OrderBy = "requested", Descending = true });
        if (pipeline is not null)
            query = query.Equal("pipeline", pipeline);
        if (state is not null)
            query = query.Equal("state", state);
        return runs.Rows<RunSummary>(query, cancellation);
    }

    /// <summary>Runs that were accepted and have not begun, newest first.</summary>
    public async Task<IReadOnlyList<RunSummary>> Waiting(string? pipeline, int limit, CancellationToken cancellation)
    {
        if (limit < 1)
            return [];
        var open = new DocumentQuery { OrderBy = "accepted", Descending = true, Limit = limit }.Equal("begun", false);
        var waiting = new List<RunSummary>();
        foreach (var (request, _) in await requests.Query(open, cancellation))
        {
            // That it has begun is written down a little later.
            if ((pipeline is null || request.Pipeline == pipeline)
                && await runs.Find(request.RunId.ToString(), cancellation) is null)
                waiting.Add(Summarise(NotBegun(request)));
        }

        return waiting;
    }

    /// <summary>The run, or what is known of one that has not begun yet; null when there is none.</summary>
    public async Task<TrainingRun?> Find(Guid runId, CancellationToken cancellation)
    {
        if (await runs.Find(runId.ToString(), cancellation) is { } stored)
            return stored.Document;
        var request = await requests.Find(runId.ToString(), cancellation);
        // One that had begun and is not there any more was kept for as long as the rules say.
        return request is { Document: { HasBegun: false } waiting } ? NotBegun(waiting) : null;
    }

    /// <summary>The run with its record and the latest progress, or null.</summary>
    public async Task<RunView?> Read(Guid runId, CancellationToken cancellation)
    {
        if (await Find(runId, cancellation) is not { } run)
            return null;
        var latest = run.State == nameof(TrainingRunStateMachine.Training)
            ? (await progress.Find(runId.ToString(), cancellation))?.Document
            : null;
        return View(run, await Record(run, cancellation), latest);
    }

    /// <summary>All that a run received and sent.</summary>
    public Task<IReadOnlyList<JournalEntry>> Record(TrainingRun run, CancellationToken cancellation) =>
        record.Read(run, cancellation);

    private static TrainingRun NotBegun(RequestDocument stored) => new()
    {
        CorrelationId = stored.RunId,
        State = RunStates.Requested,
        Pipeline = stored.Pipeline,
        Obstacle = stored.Obstacle ?? OnItsWay,
        Step = Step.Accept,
        RequestedBy = stored.Request.RequestedBy ?? "anonymous",
        Trigger = stored.Request.Trigger ?? Trigger.Request,
        RequestedAt = stored.Request.RequestedAt ?? stored.AcceptedAt,
    };

    /// <summary>What a list shows of a run.</summary>
    public static RunSummary Summarise(TrainingRun run) => new()
    {
        RunId = run.CorrelationId,
        Pipeline = run.Pipeline,
        State = run.State,
        Outcome = OutcomeOf(run),
        Step = run.Step,
        Owner = run.Owner,
        RequestedBy = run.RequestedBy,
        Trigger = run.Trigger,
        RequestedAt = run.RequestedAt,
        EndedAt = run.EndedAt,
        Version = run.Version,
        Failure = run.Failure,
        Obstacle = run.Obstacle,
        Metrics = run.Metrics,
        Gate = run.Gate,
    };

    private static RunView View(
        TrainingRun run, IReadOnlyList<JournalEntry> entries, TrainingProgressed? progress) => new(Summarise(run))
    {
        Deadline = run.Deadline,
        SourceFolder = run.SourceFolder,
        Seed = run.Seed,
        Participants = run.Participants,
        StepNames = run.StepNames,
        Definition = run.Definition,
        Snapshot = run.Snapshot,
        Features = run.Features,
        Model = run.Model,
        Report = run.Report,
        Baselines = BaselinesOf(entries),
        Findings = FindingsOf(entries),
        Alias = run.Endpoint is null ? null : run.DeployTo,
        Endpoint = run.Endpoint,
        Progress = progress,
        Record = [.. entries.Select(Entry)],
    };

    private static RunOutcome? OutcomeOf(TrainingRun run) =>
        run.EndedAt is not null && Enum.TryParse<RunOutcome>(run.State, out var outcome) ? outcome : null;

    private static IReadOnlyList<Finding> FindingsOf(IReadOnlyList<JournalEntry> entries) =>
    [
        .. entries.Where(entry => WarningReplies.Contains(entry.Message)).DistinctBy(entry => entry.Message)
            .SelectMany(entry => FindingsIn(entry, "warnings")),
        .. entries.Where(entry => entry.Message == Sequence.Of(Step.Deploy).Reply!.Name).TakeLast(1)
            .Select(Overtaken).OfType<Finding>(),
        .. entries.Where(entry => entry.Message == nameof(TrainingFailed)).TakeLast(1)
            .SelectMany(entry => FindingsIn(entry, "findings")),
    ];

    /// <summary>What a run should not end without a word of: its version is registered, and another one
    /// answers.</summary>
    private static Finding? Overtaken(JournalEntry entry)
    {
        var said = entry.Body.Deserialize<ModelDeployed>(Json)!;
        // Another change may be of the same version, and what answers by an earlier one is no end that a run has.
        if (!said.IsSuperseded || said.AnswersWithVersion == said.Version || said.AnswersWithChange <= said.Change)
            return null;
        return new Finding
        {
            Rule = "deploy",
            Message = $"When version {said.Version} was deployed, version {said.AnswersWithVersion} answered at"
                + $" '{said.Alias}' already, by a change of the alias that came later: version {said.Version} is"
                + " registered, and does not answer there.",
            Observed = $"version {said.AnswersWithVersion}",
            IsWarning = true,
        };
    }

    private static Finding[] FindingsIn(JournalEntry entry, string property) =>
        entry.Body.TryGetProperty(property, out var findings) ? findings.Deserialize<Finding[]>(Json)! : [];

    private static Dictionary<string, double> BaselinesOf(IReadOnlyList<JournalEntry> entries) =>
        entries.LastOrDefault(entry => entry.Message == Sequence.Of(Step.Validate).Reply!.Name) is { } measured
            && measured.Body.TryGetProperty("baselines", out var baselines)
            ? baselines.Deserialize<Dictionary<string, double>>(Json)!
            : [];

    private static RecordEntry Entry(JournalEntry entry)
    {
        var work = entry.Body.TryGetProperty("work", out var done) ? done.Deserialize<WorkDone>(Json) : null;
        var artifacts = entry.Body.EnumerateObject()
            .Where(property =>
                property.Value.ValueKind == JsonValueKind.Object && property.Value.TryGetProperty("sha256", out _))
            .ToDictionary(property => property.Name, property => property.Value.Deserialize<ArtifactReference>(Json)!);
        return new RecordEntry
        {
            Number = entry.Number,
            At = entry.At,
            Direction = DirectionOf(entry),
            Message = entry.Message,
            MessageId = entry.MessageId,
            From = entry.From,
            Work = work,
            Artifacts = artifacts,
            Body = entry.Body,
        };
    }

    private static RecordDirection DirectionOf(JournalEntry entry) => entry.Direction switch
    {
        JournalDirection.Received => RecordDirection.Received,
        JournalDirection.Sent => RecordDirection.Sent,
        _ => throw new InvalidOperationException($"A message went neither in nor out: {entry.Direction}."),
    };
}
