namespace Trainyard.Training.TrainModel;

/// <summary>Carries out of a trainer that it can't learn from these rows; the job makes an answer of it.</summary>
/// <param name="reason">Why, as one sentence.</param>
/// <param name="cause">What a library said.</param>
internal sealed class UnlearnableException(string reason, Exception cause) : Exception(reason, cause);
