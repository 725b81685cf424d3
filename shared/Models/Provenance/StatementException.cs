namespace Trainyard.Models.Provenance;

/// <summary>A statement is not what it should be, and nothing of it was believed.</summary>
/// <param name="problem">What is wrong, as a sentence that follows the name of the version.</param>
public sealed class StatementException(string problem) : Exception(problem);
