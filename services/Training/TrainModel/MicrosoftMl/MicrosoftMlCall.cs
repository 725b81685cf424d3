using System.Runtime.CompilerServices;

using Microsoft.ML;

using Trainyard.Features.Matrix;

namespace Trainyard.Training.TrainModel.MicrosoftMl;

/// <summary>A call into Microsoft.ML that ends soon after a cancellation.</summary>
internal static class MicrosoftMlCall
{
    // What the library says of rows that it can't learn from: none is left, or weights that are no number.
    private static readonly string[] Refusals =
    [
        "No valid training instances found",
        "Training set has 0 instances",
        "All instances skipped due to missing features",
        "Calibrator trained on zero instances",
        "non-finite weights",
        "non-finite bias",
        "contain invalid values (NaN or Infinite)",
        "contains NaNs or infinite values",
        "Unexpected NaN",
        "must regress to a non-negative label",
        "Impossible to perform a leaf split",
    ];

    /// <summary>The version of the library.</summary>
    public static IReadOnlyDictionary<string, string> Libraries { get; } = new Dictionary<string, string>
    {
        ["Microsoft.ML"] = FileVersion(),
    };

    /// <summary>Trains on a thread of its own, and disposes of the matrix at its end.</summary>
    public static Task<TrainedModel> Train(
        FeatureMatrix matrix, int seed, Func<MLContext, CancellationToken, TrainedModel> train,
        CancellationToken cancellation) =>
        LongCall.Run(
            token =>
            {
                using (matrix)
                {
                    var context = new MLContext(seed);
                    using var registration = token.Register(() => CancelExecution(context));
                    try
                    {
                        return train(context, token);
                    }
                    catch (Exception) when (token.IsCancellationRequested)
                    {
                        // Cancelled work ends with whatever exception its innermost loop throws.
                        throw new OperationCanceledException(token);
                    }
                    catch (Exception failed) when (RefusalIn(failed) is { } refusal)
                    {
                        // The library looks at the rows itself and says no.
                        throw new UnlearnableException(refusal.Message, failed);
                    }
                }
            },
            cancellation);

    // A refusal is the same for every attempt. All else, and whatever code of ours has a part in, is a fault.
    private static Exception? RefusalIn(Exception failed)
    {
        Exception? refusal = null;
        for (var one = failed; one is not null; one = one.InnerException)
        {
            if (one.Source?.StartsWith("Microsoft.ML", StringComparison.Ordinal) is not true)
                return null;
            if (Array.Exists(Refusals, known => one.Message.Contains(known, StringComparison.Ordinal)))
                refusal = one;
        }

        return refusal;
    }

    // Trainers look at this between their steps; nothing public sets it.
    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "CancelExecution")]
    private static extern void CancelExecution(MLContext context);

    private static string FileVersion()
    {
        var version = typeof(MLContext).Assembly.GetCustomAttributes(false)
            .OfType<System.Reflection.AssemblyInformationalVersionAttribute>().First().InformationalVersion;
        return version.Split('+')[0];
    }
}
