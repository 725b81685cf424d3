namespace Trainyard.Models.LightGbm;

/// <summary>LightGBM refused; the message is its own.</summary>
public sealed class LightGbmException(string message) : Exception($"LightGBM: {message}");
