using System.Runtime.CompilerServices;

using Microsoft.ML;

using Trainyard.Features.Matrix;

namespace Trainyard.Training.TrainModel.MicrosoftMl;

/// <summary>A call into Microsoft.ML that ends soon after a cancellation.</summary>
internal static class MicrosoftMlCall
{
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
                    catch (Exception refused)
                        when (refused is InvalidOperationException or ArgumentOutOfRangeException
                            && refused.Source?.StartsWith("Microsoft.ML", StringComparison.Ordinal) is true)
                    {
                        // The library looks at the rows itself and says no: no row left, weights that are no number.
                        throw new UnlearnableException(refused.Message);
                    }
                }
            },
            cancellation);

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
