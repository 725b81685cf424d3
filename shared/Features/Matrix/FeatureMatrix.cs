using Trainyard.Metrics;
using Trainyard.Pipelines.Kinds;

namespace Trainyard.Features.Matrix;

/// <summary>Rows as float32 columns, with the label beside them: what every trainer and every scorer takes.</summary>
public sealed class FeatureMatrix : IDisposable
{
    private readonly IDisposable? _file;

    /// <summary>The schema name that artifact references to a stored matrix carry.</summary>
    public const string Schema = "feature-matrix/1";

    /// <summary>The media type of a stored matrix.</summary>
    public const string MediaType = "application/vnd.apache.arrow.file";

    /// <summary>Puts columns of equal length together.</summary>
    public FeatureMatrix(IReadOnlyList<MatrixColumn> columns, MatrixLabel label)
    {
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(label);
        if (columns.FirstOrDefault(c => c.Values.Length != label.Values.Length) is { } odd)
            throw new ArgumentException(
                $"Column '{odd.Name}' has {odd.Values.Length} rows, the label {label.Values.Length}.");
        Columns = columns;
        Label = label;
    }

    internal FeatureMatrix(IReadOnlyList<MatrixColumn> columns, MatrixLabel label, IDisposable? file)
        : this(columns, label) => _file = file;

    /// <summary>The features, in the order of the manifest that made them.</summary>
    public IReadOnlyList<MatrixColumn> Columns { get; }

    /// <summary>What is to be predicted.</summary>
    public MatrixLabel Label { get; }

    /// <summary>How many rows.</summary>
    public int Rows => Label.Values.Length;

    /// <summary>Writes the matrix as an Arrow file: equal matrices give equal bytes.</summary>
    public void Write(string path) => MatrixFile.Write(this, path);

    /// <summary>
    /// Reads what <see cref="Write"/> wrote. The columns stay in the file, which is mapped until the matrix is disposed
    /// and must not change meanwhile; files of 2 GB and more are copied.
    /// </summary>
    /// <exception cref="InvalidDataException">The file is no feature matrix.</exception>
    public static FeatureMatrix Read(string path) => MatrixFile.Read(path);

    /// <summary>Lets go of the file that was read; its columns must not be used any more.</summary>
    public void Dispose() => _file?.Dispose();
}

/// <summary>One feature.</summary>
/// <param name="Name">Its name, unique in the matrix.</param>
/// <param name="Kind">Whether its values are amounts or names.</param>
/// <param name="Cardinality">Names: codes run from 0 to one less than this. Amounts: 0.</param>
/// <param name="Values">The values; NaN means missing, or a name that was not seen in training.</param>
public sealed record MatrixColumn(string Name, MatrixColumnKind Kind, int Cardinality, ReadOnlyMemory<float> Values);

/// <summary>How a trainer is to treat a column.</summary>
public enum MatrixColumnKind
{
    /// <summary>An amount: larger means more.</summary>
    Numeric,

    /// <summary>A code that stands for a name: the order means nothing.</summary>
    Category,
}

/// <summary>What is to be predicted.</summary>
/// <param name="Name">The name of the target.</param>
/// <param name="Task">The kind of prediction.</param>
/// <param name="Classes">The classes by code, negative before positive when binary; empty for a regression.</param>
/// <param name="Values">Codes of classes, or numbers less <see cref="Offset"/>, divided by <see cref="Scale"/>; never
/// NaN.</param>
public sealed record MatrixLabel(
    string Name, LearningTask Task, IReadOnlyList<string> Classes, ReadOnlyMemory<float> Values)
{
    /// <summary>Regression: what was taken from the target before it became a float32. Default: 0.</summary>
    public double Offset { get; init; }

    /// <summary>Regression: what it was divided by then. Default: 1.</summary>
    public double Scale { get; init; } = 1;

    /// <summary>Regression: the target as it is, which metrics are computed on; empty where
    /// <see cref="Values"/> are.</summary>
    public ReadOnlyMemory<double> Truth { get; init; }
}
