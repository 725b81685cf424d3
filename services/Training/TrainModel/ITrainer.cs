using Trainyard.Features.Matrix;
using Trainyard.Pipelines.Kinds;
using Trainyard.Pipelines.Trainers;

namespace Trainyard.Training.TrainModel;

/// <summary>Fits a model to a matrix: the same matrix and seed give the same model.</summary>
internal interface ITrainer
{
    /// <summary>Why this trainer can't learn from this matrix, as one sentence; absent when it can.</summary>
    string? Refusal(FeatureMatrix matrix);

    /// <summary>What training holds in memory, in bytes, beside the matrix, which is a file that is
    /// mapped.</summary>
    long Memory(FeatureMatrix matrix);

    /// <summary>
    /// Fits a model. Cancellation ends it within two seconds, whatever it is doing.
    /// </summary>
    /// <param name="matrix">
    /// The rows. The trainer disposes of them when it has stopped to read, which may be after a cancellation.
    /// </param>
    /// <param name="seed">Where every chance comes from.</param>
    /// <param name="observer">Who follows the progress.</param>
    /// <param name="cancellation">Ends it.</param>
    Task<TrainedModel> Train(
        FeatureMatrix matrix, int seed, ITrainingObserver observer, CancellationToken cancellation);
}

/// <summary>
/// The trainer for options of one type, which its constructor takes. A class that says so is found; nothing else names
/// it.
/// </summary>
/// <typeparam name="TOptions">What the pipeline file says of it.</typeparam>
internal interface ITrainer<TOptions> : ITrainer
    where TOptions : TrainerDefinition;

/// <summary>A model and what training knows of it.</summary>
/// <param name="Kind">How it is scored, see <see cref="Models.ModelKinds"/>.</param>
/// <param name="Bytes">The model, in the format of its kind.</param>
/// <param name="Figures">What training knows of itself, by name.</param>
/// <param name="Libraries">Versions of the libraries that did the work.</param>
internal sealed record TrainedModel(
    string Kind, byte[] Bytes, IReadOnlyDictionary<string, double> Figures,
    IReadOnlyDictionary<string, string> Libraries);

/// <summary>Follows a training. Called from the thread that trains.</summary>
internal interface ITrainingObserver
{
    /// <summary>Where to go on from, and to keep what another attempt may go on from, for trainers that can; absent
    /// where there is no other attempt.</summary>
    ICheckpoints? Checkpoints => null;

    /// <summary>Whether a report is wanted now.</summary>
    bool IsDue { get; }

    /// <summary>Whether that report should say the loss anew: computing it costs time.</summary>
    bool IsLossDue { get; }

    /// <summary>Takes a report.</summary>
    void Report(TrainingStep step);
}

/// <summary>How far a training is.</summary>
/// <param name="Iteration">Iterations done.</param>
/// <param name="Iterations">Iterations planned.</param>
/// <param name="Metric">The loss that is observed.</param>
/// <param name="Loss">Its figure, where there is one.</param>
internal sealed record TrainingStep(int Iteration, int Iterations, string Metric, double? Loss);
