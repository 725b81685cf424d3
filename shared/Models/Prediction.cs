using System.Text.Json;

using Trainyard.Features.Matrix;
using Trainyard.Metrics;

namespace Trainyard.Models;

/// <summary>What a model says about a row, as serving answers it.</summary>
public sealed record Prediction
{
    // Escaped once, not for each row.
    private static readonly JsonEncodedText PredictionName = JsonEncodedText.Encode("prediction");
    private static readonly JsonEncodedText ProbabilityName = JsonEncodedText.Encode("probability");

    /// <summary>Classes: the one predicted.</summary>
    public string? Class { get; private init; }

    /// <summary>Regression: the number predicted.</summary>
    public double? Number { get; private init; }

    /// <summary>Binary: the probability of the positive class, 0 to 1.</summary>
    public double? Probability { get; private init; }

    /// <summary>Multiclass: the probability of each class; they add up to 1.</summary>
    public IReadOnlyList<KeyValuePair<string, double>> Probabilities { get; private init; } = [];

    /// <summary>Reads the outputs of a scorer.</summary>
    public static Prediction Of(MatrixLabel target, ReadOnlySpan<double> outputs)
    {
        ArgumentNullException.ThrowIfNull(target);
        switch (target.Task)
        {
            case LearningTask.Binary:
                var isPositive = outputs[0] >= Decision.Threshold;
                return new() { Class = target.Classes[isPositive ? 1 : 0], Probability = outputs[0] };
            case LearningTask.Multiclass:
                var probabilities = new KeyValuePair<string, double>[outputs.Length];
                for (var k = 0; k < outputs.Length; k++)
                    probabilities[k] = new(target.Classes[k], outputs[k]);
                return new() { Class = target.Classes[Decision.Best(outputs)], Probabilities = probabilities };
            case LearningTask.Regression:
                return new() { Number = outputs[0] };
            default:
                throw target.Task.NotKnown();
        }
    }

    /// <summary>
    /// Writes it as JSON: <c>{"prediction": class, "probability": p}</c>, <c>{"prediction": class, "probabilities":
    /// {...}}</c> or <c>{"prediction": number}</c>; the classes <c>true</c> and <c>false</c> as truth values.
    /// </summary>
    public void Write(Utf8JsonWriter json)
    {
        ArgumentNullException.ThrowIfNull(json);
        json.WriteStartObject();
        if (Number is { } number)
            json.WriteNumber(PredictionName, number);
        else if (Probability is not null && Class is "true" or "false")
            json.WriteBoolean(PredictionName, Class == "true");
        else
            json.WriteString(PredictionName, Class);
        if (Probability is { } probability)
            json.WriteNumber(ProbabilityName, probability);
        if (Probabilities.Count > 0)
        {
            json.WriteStartObject("probabilities");
            foreach (var (name, value) in Probabilities)
                json.WriteNumber(name, value);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }
}
