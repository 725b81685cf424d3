namespace Trainyard.Pipelines.Expressions;

/// <summary>Carries a problem out of the depth of the parser; never leaves it.</summary>
internal sealed class ExpressionRefusedException(int position, string message) : Exception(message)
{
    /// <summary>What is wrong, and where.</summary>
    public ExpressionProblem Problem { get; } = new(position, message);
}
