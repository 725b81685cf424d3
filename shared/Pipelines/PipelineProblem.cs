namespace Trainyard.Pipelines;

/// <summary>Something wrong with a pipeline file: where, what, and what would be right.</summary>
/// <param name="Line">The line, from 1.</param>
/// <param name="Column">The column, from 1.</param>
/// <param name="Path">The place in the file, for example <c>features[1].columns</c>.</param>
/// <param name="Message">One sentence or two: what is wrong and what would be right.</param>
public sealed record PipelineProblem(int Line, int Column, string Path, string Message)
{
    /// <inheritdoc/>
    public override string ToString() =>
        Path.Length == 0 ? $"({Line},{Column}): {Message}" : $"({Line},{Column}) {Path}: {Message}";
}
