using System.Buffers;
using System.Text.Json;

using Trainyard.Features.Fitted;
using Trainyard.Features.Rows;

namespace Trainyard.Models.Artifact;

/// <summary>From a raw row to the outputs of a scorer, through the features that training fitted.</summary>
public static class RowScoring
{
    /// <summary>Scores one raw row; says every problem by column. Where there are none but warnings, it was
    /// scored.</summary>
    public static IReadOnlyList<RowProblem> Score(
        FittedFeatures features, IScorer scorer, JsonElement row, Span<double> outputs)
    {
        ArgumentNullException.ThrowIfNull(features);
        ArgumentNullException.ThrowIfNull(scorer);
        var cells = ArrayPool<Cell>.Shared.Rent(features.Inputs.Count);
        var values = ArrayPool<float>.Shared.Rent(features.Outputs.Count);
        try
        {
            var raw = cells.AsSpan(0, features.Inputs.Count);
            var problems = features.ReadRow(row, raw);
            if (Refuse(problems))
                return problems;
            var made = values.AsSpan(0, features.Outputs.Count);
            features.Apply(raw, made);
            scorer.Score(made, outputs);
            return problems;
        }
        finally
        {
            ArrayPool<Cell>.Shared.Return(cells, clearArray: true);
            ArrayPool<float>.Shared.Return(values);
        }
    }

    /// <summary>Whether one of them is more than a warning.</summary>
    public static bool Refuse(IReadOnlyList<RowProblem> problems)
    {
        ArgumentNullException.ThrowIfNull(problems);
        return problems.Count > 0 && problems.Any(problem => !problem.IsWarning);
    }
}
