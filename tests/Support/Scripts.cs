using Trainyard.Contracts;

namespace Trainyard.Support;

/// <summary>Requests, replies and figures that tests share.</summary>
public static class Scripts
{
    /// <summary>A pipeline file that is valid.</summary>
    public const string Churn = """
        pipeline: churn
        owner: growth
        source: { csv: churn.csv }
        target: { column: churn, positive: "Yes", task: binary }
        train: lightgbm
        """;

    /// <summary>The deployment that a played registry decides.</summary>
    public static readonly Guid Deployment = new("5e4d0000-0000-4000-8000-000000000005");

    public static ArtifactReference Blob(string name) => new()
    {
        Sha256 = Convert.ToHexStringLower(
            System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(name))),
        Size = name.Length,
        MediaType = "application/octet-stream",
        Schema = name + "/1",
    };

    public static StartRun Start(Guid runId, string? deployTo = "staging", double threshold = 0.8) => new()
    {
        RunId = runId,
        Pipeline = "churn",
        Definition = Blob("pipeline"),
        Problems = [],
        Gate = [new GateCheck { Metric = "auc", Comparison = ">=", Threshold = threshold, IsMet = false }],
        Participants = [new Participant { Role = "Trainer", Name = "LightGBM", Team = "growth" }],
        DeployTo = deployTo,
        Seed = 7,
        Owner = "customer-care",
        RequestedBy = "ada",
        RequestedAt = new DateTimeOffset(2026, 3, 1, 9, 0, 0, TimeSpan.Zero),
    };

    public static WorkDone Work(string service = "played", int attempt = 1) => new()
    {
        Service = service,
        Worker = "node-1/42",
        Attempt = attempt,
        StartedAt = new DateTimeOffset(2026, 3, 1, 9, 0, 1, TimeSpan.Zero),
        Elapsed = TimeSpan.FromMilliseconds(1500),
    };

    /// <summary>The deadline of a step has passed: that which the run has, or one that it had.</summary>
    public static StepDeadlinePassed Passed(Guid runId, Step step, DateTimeOffset deadline = default) =>
        new() { RunId = runId, Step = step, Deadline = deadline };

    /// <summary>Everything goes well, with an AUC of 0.84.</summary>
    public static IEnumerable<IRunMessage> Success(IRunCommand command) => [Reply(command)];

    public static IRunMessage Reply(IRunCommand command) => command switch
    {
        FetchData => new DataFetched
        {
            RunId = command.RunId, Work = Work(), Snapshot = Blob("snapshot"), Rows = 7043, Columns = 20,
        },
        CheckData => new DataAccepted { RunId = command.RunId, Work = Work(), Report = Blob("report"), Warnings = [] },
        PrepareData => new DataPrepared
        {
            RunId = command.RunId, Work = Work(), Training = Blob("training"), HeldOut = Blob("held-out"),
            Features = Blob("features"), Samples = Blob("samples"), TrainingRows = 5634, HeldOutRows = 1409,
            DroppedRows = 0,
        },
        TrainModel => new ModelTrained
        {
            RunId = command.RunId, Work = Work(), Model = Blob("model"), Trainer = "lightgbm", IsReproducible = true,
            Figures = new Dictionary<string, double> { ["iterations"] = 100 },
        },
        ValidateModel => new ModelValidated
        {
            RunId = command.RunId, Work = Work(), Metrics = new Dictionary<string, double> { ["auc"] = 0.84 },
            Report = Blob("validation"), Rows = 1409,
        },
        RegisterModel register => new ModelRegistered
        {
            RunId = command.RunId, Work = Work(), Model = register.Model, Version = 3, Artifact = register.Artifact,
            Statement = "{}", DeploymentId = register.DeployTo is null ? null : Deployment,
            Change = register.DeployTo is null ? null : 5, MoveStatement = register.DeployTo is null ? null : "{}",
        },
        DeployModel deploy => new ModelDeployed
        {
            RunId = command.RunId, DeploymentId = deploy.DeploymentId, Change = deploy.Change, Work = Work(),
            Model = deploy.Model, Version = deploy.Version, Alias = deploy.Alias,
            Endpoint = $"/models/{deploy.Model}/{deploy.Alias}/predict", ReplayedSamples = 5,
            AnswersWithChange = deploy.Change, AnswersWithVersion = deploy.Version,
            PointsToChange = deploy.Change, PointsToVersion = deploy.Version,
        },
        AnnounceSuccess announce => TrainingSucceeded.Of(announce, announce.RequestedAt.AddMinutes(1)),
        _ => throw new InvalidOperationException($"Nobody answers {command.GetType().Name}."),
    };
}
