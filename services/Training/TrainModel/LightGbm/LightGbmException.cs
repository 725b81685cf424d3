namespace Trainyard.Training.TrainModel.LightGbm;

/// <summary>LightGBM refused; the message is its own.</summary>
internal sealed class LightGbmException(string message) : Exception($"LightGBM: {message}");
