using Trainyard.Pipelines.Definition;
using Trainyard.Pipelines.Trainers;

namespace Trainyard.Features.Fitting;

/// <summary>Fits the features and the target of a pipeline on a training part, and on nothing else.</summary>
public static class FeatureFitter
{
    /// <summary>Fits. What the data does not allow is an answer: all problems at once.</summary>
    /// <param name="definition">The pipeline.</param>
    /// <param name="training">The training part, after cleaning; every row has a target.</param>
    /// <param name="seed">The seed of the folds of out-of-fold means.</param>
    /// <param name="read">How the source was read, as the snapshot says it; null where only the pipeline does.</param>
    public static FeatureFitting Fit(
        PipelineDefinition definition, Table training, int seed, SourceReading? read = null)
    {
        ArgumentNullException.ThrowIfNull(definition);
        ArgumentNullException.ThrowIfNull(training);
        var problems = new List<FitProblem>();
        var labelled = Try(problems, () => TargetFitter.Fit(
            definition.Target, training, keepsZero: definition.Train is LbfgsTrainer));
        var fitting = new TrainingPart(training, definition.Target, labelled.Labels ?? [], seed, new FoldedMeans(seed));
        var features = new List<ManifestFeature>();
        var wanted = definition.Features.Count > 0 ? definition.Features : DefaultFeatures.Of(definition, training);
        foreach (var feature in wanted)
        {
            foreach (var part in FeatureParts.Of(feature))
                features.AddRange(Try(problems, () => part.Fit(fitting)) ?? []);
        }
        if (definition.Features.Count == 0) UniqueNames.Give(features);
        foreach (var twice in features.GroupBy(f => f.Name).Where(g => g.Count() > 1))
            problems.Add(new FitProblem("features", null, $"Two features have the name '{twice.Key}'; make it once."));
        if (features.Count == 0 && problems.Count == 0)
            problems.Add(
                new FitProblem("features", null, "No column is left to make features from; name them under features."));
        if (problems.Count > 0) return new FeatureFitting(null, problems, fitting.Folds);
        var manifest = new Manifest
        {
            Schema = FittedFeatures.Schema,
            Inputs =
            [
                .. features.SelectMany(f => f.From).Distinct(StringComparer.Ordinal)
                    .Select(name => FittedInputs.Of(definition, training.Find(name)!, read)),
            ],
            Source = RowSource.Of(definition.Source),
            Target = labelled.Target!,
            Features = features,
        };
        var matrix = new FittedFeatures(manifest).Apply(training);
        return new FeatureFitting(
            new FittedFeatures(UnseenMissing.Settle(manifest, matrix)), [], fitting.Folds)
        {
            Warnings = fitting.Warnings,
            Matrix = matrix,
        };
    }

    private static T? Try<T>(List<FitProblem> problems, Func<T> fit)
    {
        try
        {
            return fit();
        }
        catch (FitProblemException found)
        {
            problems.Add(found.Problem);
            return default;
        }
    }
}

/// <summary>What fitting gave: features, or problems.</summary>
public sealed class FeatureFitting
{
    private readonly FoldedMeans _folds;

    internal FeatureFitting(FittedFeatures? features, IReadOnlyList<FitProblem> problems, FoldedMeans folds)
    {
        Features = features;
        Problems = problems;
        _folds = folds;
    }

    /// <summary>The features; absent when there are problems.</summary>
    public FittedFeatures? Features { get; }

    /// <summary>What a person should know of, and the features are fitted all the same.</summary>
    public IReadOnlyList<FitProblem> Warnings { get; internal init; } = [];

    /// <summary>The features of the training part, made while they were fitted.</summary>
    internal FeatureMatrix? Matrix { get; init; }

    /// <summary>All that is wrong; empty when there are features.</summary>
    public IReadOnlyList<FitProblem> Problems { get; }

    /// <summary>
    /// The matrix of the very table that was fitted on. The same as <see cref="FittedFeatures.Apply(Table)"/>, except
    /// for target means, where the mean of a row's word leaves out the row's own fold.
    /// </summary>
    public FeatureMatrix MakeTrainingMatrix(Table training)
    {
        if (Features is null) throw new InvalidOperationException("The features could not be fitted.");
        // What fitting settled last is for missing values that this table does not have, so its matrix is the same.
        var matrix = Matrix is { } made && made.Rows == training.Rows ? made : Features.Apply(training);
        _folds.Overwrite(matrix);
        return matrix;
    }
}
