using Trainyard.Contracts;
using Trainyard.Pipeline.AcceptRequest;
using Trainyard.Sagas;

namespace Trainyard.Pipeline.RunTraining;

/// <summary>The one sentence that a person reads first.</summary>
internal static class Failures
{
    private const string Nobody = "nobody who is named";

    public static string Pipeline(StartRun start) => start.Problems switch
    {
        [{ Rule: Findings.RequestRule } refused] => refused.Message,
        [var only] => $"The pipeline file is not valid: {only.Message}",
        var all => $"The pipeline file has {all.Count} problems; the first: {all[0].Message}",
    };

    public static string Refusal(IReadOnlyList<Finding> findings)
    {
        var errors = findings.Where(finding => !finding.IsWarning).ToList();
        return errors switch
        {
            [] => "It was refused.",
            [var only] => only.Message,
            _ => $"{errors.Sum(error => error.StandsFor ?? 1)} rules are broken; the first: {errors[0].Message}",
        };
    }

    public static string Gate(IReadOnlyList<GateCheck> gate) =>
        "Below the gate: " + string.Join(", ", gate.Where(check => !check.IsMet).Select(check =>
            $"{check.Metric} "
            + (check.Observed is { } figure ? FigureText.Of(figure, check.Threshold) : "could not be computed")
            + $" (must be {check.Comparison} {FigureText.Threshold(check.Threshold)})")) + ".";

    public static string Fault(StepFaulted fault, Cast cast) =>
        $"The step '{cast.NameOf(fault.Step)}' broke on {fault.Work.Worker} after {fault.Work.Attempt} "
        + $"{(fault.Work.Attempt == 1 ? "attempt" : "attempts")}: {fault.Reason}";

    public static string Move(TrainingRun run) =>
        $"Version {run.Version} of model '{run.Pipeline}' is registered, and {run.DeployTo} can't be moved to it: "
        + (run.MoveProblem ?? "no change of it was decided.");

    public static string Answer(TrainingRun run, ModelDeployed said) =>
        $"Version {run.Version} of model '{run.Pipeline}' is registered, and was to answer as {said.Alias} with change "
        + $"{run.Change}; Serving answers with version {said.AnswersWithVersion}, change {said.AnswersWithChange}, and "
        + $"the alias points to version {said.PointsToVersion}, change {said.PointsToChange}.";

    public static string NotBegun(TimeSpan deadline, string reason, string? owner) =>
        $"The run was accepted and did not begin within {deadline}: {reason} "
        + $"It is owned by {owner ?? Nobody}.";

    public static string Deadline(TrainingRun run, TimeSpan deadline)
    {
        var silence = run.IsStepBegun ? "gave no reply" : "was not heard to begin";
        var sign = run.Journal.LastSign is { } last
            ? $"the last sign of life was {last.Message} at {last.At:u} from {last.From}"
            : "nothing was heard";
        return $"The step '{run.Cast.NameOf(run.Step)}' {silence} within {deadline}; {sign}; it is owned by "
            + $"{run.Cast.OwnerOf(run.Step) ?? Nobody}.";
    }
}
