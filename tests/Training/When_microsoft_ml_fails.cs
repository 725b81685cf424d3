using Microsoft.ML;
using Microsoft.ML.Trainers;

using Trainyard.Features.Matrix;
using Trainyard.Metrics;
using Trainyard.Training.TrainModel;
using Trainyard.Training.TrainModel.MicrosoftMl;

namespace Trainyard.Training.Tests;

public sealed class When_microsoft_ml_fails
{
    private const string Known = "Training set has 0 instances, aborting training.";

    public static TheoryData<string, string?, bool> Failures => new()
    {
        { Known, null, true },
        { Known, "Microsoft.ML.Data", true },
        { Known, "Trainyard.Training", false },
        { "Splitter/consolidator worker encountered exception while consuming source data", null, false },
        { "Schema mismatch", null, false },
    };

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task Should_take_it_for_a_refusal_only_where_the_library_says_so(
        string message, string? inner, bool isRefusal)
    {
        var cause = inner is null ? null : new InvalidOperationException("within") { Source = inner };
        var failed = new InvalidOperationException(message, cause) { Source = "Microsoft.ML.StandardTrainers" };

        var thrown = await Assert.ThrowsAnyAsync<Exception>(() => Call((_, _) => throw failed));

        Assert.Equal(isRefusal, thrown is UnlearnableException);
        Assert.Same(failed, isRefusal ? thrown.InnerException : thrown);
    }

    [Fact]
    public async Task Should_take_what_our_own_rows_throw_for_a_fault()
    {
        var ours = new InvalidOperationException("A fault of ours. " + Known);

        var thrown = await Assert.ThrowsAnyAsync<Exception>(() => Call((context, matrix) => context.Regression.Trainers
            .Sdca(new SdcaRegressionTrainer.Options { NumberOfThreads = 1 })
            .Fit(new MatrixView(matrix, 1, (_, ref _) => throw ours, static label => label, default))));

        Assert.IsNotType<UnlearnableException>(thrown);
    }

    private static Task<TrainedModel> Call(Func<MLContext, FeatureMatrix, object> fit)
    {
        var matrix = new FeatureMatrix(
            [new MatrixColumn("x", MatrixColumnKind.Numeric, 0, new float[] { 1, 2 })],
            new MatrixLabel("y", LearningTask.Regression, [], new float[] { 1, 2 }));
        return MicrosoftMlCall.Train(
            matrix, 1,
            (context, _) => throw new InvalidOperationException($"It went well: {fit(context, matrix)}"),
            CancellationToken.None);
    }
}
