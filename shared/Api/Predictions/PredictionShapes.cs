using System.Text.Json;

namespace Trainyard.Api.Predictions;

/// <summary>What is always there in an answer with predictions, which stays JSON.</summary>
internal sealed record PredictionsShape
{
    public required int Version { get; init; }

    public required IReadOnlyList<PredictionShape> Predictions { get; init; }

    public IReadOnlyList<string>? Ignored { get; init; }

    public IReadOnlyList<WarningShape>? Warnings { get; init; }

    public long? WarningsLeftOut { get; init; }
}

/// <summary>One prediction: a class, a number or a truth value.</summary>
internal sealed record PredictionShape
{
    public required JsonElement Prediction { get; init; }

    public double? Probability { get; init; }

    public IReadOnlyDictionary<string, double>? Probabilities { get; init; }

    /// <summary>Whether it is something that a model predicts.</summary>
    public bool IsOne => Prediction.ValueKind
        is JsonValueKind.String or JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False;
}

/// <summary>One warning.</summary>
internal sealed record WarningShape
{
    public required int Row { get; init; }

    public required int Rows { get; init; }

    public required string Message { get; init; }
}

/// <summary>What is always there in the schema of rows.</summary>
internal sealed record SchemaShape
{
    public required string Model { get; init; }

    public required int Version { get; init; }

    public required IReadOnlyList<ColumnShape> Columns { get; init; }

    public int? MostRows { get; init; }

    public int? LargestBody { get; init; }

    public FileShape? File { get; init; }
}

/// <summary>One column of it.</summary>
internal sealed record ColumnShape
{
    public required string Name { get; init; }

    public required string Type { get; init; }
}

/// <summary>How files of rows are written.</summary>
internal sealed record FileShape
{
    public string? Delimiter { get; init; }

    public bool? Header { get; init; }

    public bool? Trim { get; init; }
}
