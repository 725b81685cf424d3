namespace Trainyard.Models.Trees;

/// <summary>
/// Trees as data, for trainers whose own format holds more than data. The output of a row is
/// <c>link(slope * (sum of its leaves) + offset)</c>.
/// </summary>
public sealed record TreeEnsemble
{
    /// <summary>The format, <c>tree-ensemble/1</c>.</summary>
    public const string CurrentSchema = "tree-ensemble/1";

    /// <summary>The format; only <see cref="CurrentSchema"/> is known.</summary>
    public string Schema { get; init; } = CurrentSchema;

    /// <summary><c>logistic</c>: the output is a probability. <c>identity</c>: it is the value itself.</summary>
    public required string Link { get; init; }

    /// <summary>What the sum is multiplied with. Default: 1.</summary>
    public double Slope { get; init; } = 1;

    /// <summary>What is added to it. Default: 0.</summary>
    public double Offset { get; init; }

    /// <summary>What the trees see of each feature, in the order of the matrix.</summary>
    public required IReadOnlyList<TreeInput> Inputs { get; init; }

    /// <summary>By feature: what all questions for it gained when the trees grew, in the unit of the trainer; absent
    /// where it does not say so.</summary>
    public IReadOnlyList<double>? Gains { get; init; }

    /// <summary>The trees.</summary>
    public required IReadOnlyList<TreeShape> Trees { get; init; }

    /// <summary>The ensemble as JSON.</summary>
    public byte[] Write() => System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(this, ModelJson.Dense);
}

/// <summary>What the trees see of a feature.</summary>
/// <param name="Missing">Instead of a missing value, and of a code that <paramref name="Codes"/> does not hold.</param>
/// <param name="Codes">Categories: what each code becomes. Absent for amounts, which stay as they are.</param>
public sealed record TreeInput(float Missing, IReadOnlyList<float>? Codes = null)
{
    /// <summary>What the trees see of a value.</summary>
    public float Of(float value)
    {
        if (Codes is null)
            return float.IsNaN(value) ? Missing : value;
        return value >= 0 && value < Codes.Count ? Codes[(int)value] : Missing;
    }
}

/// <summary>
/// A tree: node i asks whether feature is at most threshold. A child below 0 is the complement of a leaf.
/// </summary>
/// <param name="Feature">By node: the feature that is asked.</param>
/// <param name="Threshold">By node: the largest value that goes left.</param>
/// <param name="Left">By node: the child for yes.</param>
/// <param name="Right">By node: the child for no.</param>
/// <param name="Leaf">By leaf: what it adds.</param>
public sealed record TreeShape(
    IReadOnlyList<int> Feature, IReadOnlyList<float> Threshold, IReadOnlyList<int> Left, IReadOnlyList<int> Right,
    IReadOnlyList<double> Leaf);
