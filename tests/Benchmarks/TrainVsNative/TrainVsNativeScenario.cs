using System.Globalization;

using Trainyard.Features.Matrix;
using Trainyard.Models;
using Trainyard.Pipelines.Trainers;
using Trainyard.Support;
using Trainyard.Training.TrainModel.LightGbm;
using Trainyard.Validation.ValidateModel;

namespace Trainyard.Benchmarks.TrainVsNative;

/// <summary>
/// The training step of a run, from the matrix artifact to the model artifact with progress four times a second,
/// against LightGBM's C API with dataset building over the same columns in memory: 100 trees of 31 leaves over the
/// flights of January to April, the same parameters. The AUC on May and June may differ by 0.003 at most.
/// </summary>
internal static class TrainVsNativeScenario
{
    private const double Target = 1.15;

    public static Scenario Scenario { get; } = new(
        "train-vs-native",
        "the training step and LightGBM's C API, same trees; seconds, ours / its; [PAIRS [TRAINING ROWS]]",
        Run);

    private static async Task<bool> Run(IReadOnlyList<string> arguments)
    {
        if (RealData.Find("flights-3m.parquet") is not { } parquet)
        {
            Console.WriteLine(
                "train-vs-native: not run, flights-3m.parquet is not there; TRAINYARD_DATA names its folder");
            return false;
        }

        var pairs = arguments.Count > 0 ? int.Parse(arguments[0], CultureInfo.InvariantCulture) : 7;
        var most = arguments.Count > 1 ? int.Parse(arguments[1], CultureInfo.InvariantCulture) : int.MaxValue;
        var flights = FlightsMatrix.Read(parquet, most);
        using var step = await WholeStep.Prepare(flights);
        using var bare = new BareLightGbm(flights.Training);
        var options = (LightGbmTrainer)flights.Definition.Train;
        var parameters = LightGbmParameters.Of(options, flights.Training, seed: 1) + " categorical_feature=4,5";

        // Ours first: it tells the threads of LightGBM to sleep soon, which then holds for both.
        var ours = Auc(await step.Open(), flights.HeldOut);
        var theirText = bare.Train(parameters, options.Iterations);
        var theirs = Auc(ModelKinds.Open(ModelKinds.LightGbm, theirText).Scorer, flights.HeldOut);
        Console.WriteLine(
            $"  {flights.Training.Rows} training rows, {flights.HeldOut.Rows} held out; "
            + $"AUC ours {ours:F4} theirs {theirs:F4}");
        if (Math.Abs(ours - theirs) > 0.003)
            return false;

        var ratios = Harness.Compare(
            pairs,
            () =>
            {
                _ = step.Run().GetAwaiter().GetResult();
                return null;
            },
            () =>
            {
                _ = bare.Train(parameters, options.Iterations);
                return null;
            });
        return Harness.CloseAtMost("train-vs-native", ratios, Target);
    }

    private static double Auc(IScorer scorer, FeatureMatrix heldOut)
    {
        using (scorer)
            return Measurement.Of(scorer, heldOut, [0.5, 0.5])!.Metrics["auc"];
    }
}
