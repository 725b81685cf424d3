using System.Text.Json;

using Trainyard.Features.Fitted;
using Trainyard.Models;
using Trainyard.Models.Artifact;

namespace Trainyard.Training.TrainModel;

/// <summary>What a fresh model says about the sample rows, by the way that serving will take: row by row.</summary>
internal static class SampleAnswers
{
    /// <param name="rows">Sample rows, schema <c>sample-rows/1</c>: a JSON array of objects.</param>
    /// <param name="features">The features of the model.</param>
    /// <param name="trained">The model.</param>
    public static ModelSamples Of(ReadOnlyMemory<byte> rows, FittedFeatures features, TrainedModel trained)
    {
        using var document = JsonDocument.Parse(rows);
        using var scorer = UnitScorer.Of(ModelKinds.Open(trained.Kind, trained.Bytes).Scorer, features.Target);
        var samples = new List<ModelSample>();
        foreach (var row in document.RootElement.EnumerateArray())
        {
            var outputs = new double[scorer.Outputs];
            if (!RowScoring.Refuse(RowScoring.Score(features, scorer, row, outputs)))
                samples.Add(new ModelSample(row.Clone(), outputs));
        }

        return new ModelSamples { Samples = samples };
    }
}
