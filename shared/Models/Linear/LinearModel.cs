namespace Trainyard.Models.Linear;

/// <summary>
/// Weights as data. Score k of a row is <c>bias[k]</c> and, for each feature, its weight times its value or, for
/// categories, the weight of its code; the link makes outputs of scores.
/// </summary>
public sealed record LinearModel
{
    /// <summary>The format, <c>linear/1</c>.</summary>
    public const string CurrentSchema = "linear/1";

    /// <summary>The format; only <see cref="CurrentSchema"/> is known.</summary>
    public string Schema { get; init; } = CurrentSchema;

    /// <summary><c>logistic</c>, <c>softmax</c>, <c>identity</c> or <c>exp</c>.</summary>
    public required string Link { get; init; }

    /// <summary>The score of a row before any feature, for each output.</summary>
    public required IReadOnlyList<double> Bias { get; init; }

    /// <summary>The features, in the order of the matrix.</summary>
    public required IReadOnlyList<LinearInput> Inputs { get; init; }

    /// <summary>The model as JSON.</summary>
    public byte[] Write() => System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(this, ModelJson.Dense);
}

/// <summary>The weights of a feature.</summary>
/// <param name="Missing">Amounts: instead of a missing value. Categories: 0; a missing or unknown code adds
/// nothing.</param>
/// <param name="Weights">Amounts: one list, a weight for each output. Categories: one such list for each code.</param>
/// <param name="IsCategory">Whether values are codes.</param>
public sealed record LinearInput(
    float Missing, IReadOnlyList<IReadOnlyList<double>> Weights, bool IsCategory = false);
