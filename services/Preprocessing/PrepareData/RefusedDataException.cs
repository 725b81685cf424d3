using Trainyard.Contracts;

namespace Trainyard.Preprocessing.PrepareData;

/// <summary>
/// Carries a finding out of the depth of the preparation, which makes an answer of it; never leaves it.
/// </summary>
internal sealed class RefusedDataException(string rule, string? column, string message) : Exception(message)
{
    /// <summary>What is wrong.</summary>
    public Finding Finding { get; } = new() { Rule = rule, Column = column, Message = message };
}
