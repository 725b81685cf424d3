namespace Trainyard.Features.Fitting;

/// <summary>Why features or target can't be fitted on a training part.</summary>
/// <param name="Rule">The place in the pipeline file: <c>target</c>, <c>features</c>.</param>
/// <param name="Column">The column, where it is about one.</param>
/// <param name="Message">What is wrong and what would be right.</param>
public sealed record FitProblem(string Rule, string? Column, string Message)
{
    /// <summary>What was found.</summary>
    public string? Observed { get; init; }

    /// <summary>What is allowed.</summary>
    public string? Allowed { get; init; }
}

/// <summary>Carries a problem out of the fitting of one feature; never leaves the fitter.</summary>
internal sealed class FitProblemException(FitProblem problem) : Exception(problem.Message)
{
    public FitProblem Problem => problem;
}
