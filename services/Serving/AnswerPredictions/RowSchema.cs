using System.Text.Json;
using Trainyard.Pipelines.Definition;
using Trainyard.Serving.DeployModels;

namespace Trainyard.Serving.AnswerPredictions;

/// <summary>What a row must bring, and what comes back, with an example that can be sent as it is.</summary>
internal sealed record RowSchema
{
    /// <summary>The name of the model.</summary>
    public required string Model { get; init; }

    /// <summary>The alias.</summary>
    public required string Alias { get; init; }

    /// <summary>The version.</summary>
    public required int Version { get; init; }

    /// <summary>The kind of prediction: binary, multiclass or regression.</summary>
    public required string Task { get; init; }

    /// <summary>What is predicted.</summary>
    public required string Target { get; init; }

    /// <summary>The classes, negative before positive when binary; empty for a regression.</summary>
    public required IReadOnlyList<string> Classes { get; init; }

    /// <summary>The columns that a row brings.</summary>
    public required IReadOnlyList<RowColumn> Columns { get; init; }

    /// <summary>How the file is written that the model learned from: one of rows for it is likely to be written
    /// alike. Null where it was none.</summary>
    public RowFileForm? File { get; init; }

    /// <summary>Rows that one request may bring.</summary>
    public required int MostRows { get; init; }

    /// <summary>Bytes that the body of one request may have.</summary>
    public required int LargestBody { get; init; }

    /// <summary>A row of the held-out part; absent when the artifact has none.</summary>
    public JsonElement? Example { get; init; }

    public static RowSchema Of(ServedModel served, ServingSettings settings)
    {
        var (deployment, model) = (served.Deployment, served.Model!);
        return new RowSchema
        {
            Model = deployment.Model,
            Alias = deployment.Alias,
            Version = deployment.Version,
            Task = Word(model.Manifest.Task),
            Target = model.Manifest.Target,
            Classes = model.Manifest.Classes,
            Columns =
            [
                .. model.Features.Inputs.Select(input => new RowColumn(
                    input.Name, Word(input.Type), input.Nullable, input.Min, input.Max, input.Values)
                {
                    Format = input.Form?.Times,
                    HasZone = input.Type is ColumnType.Timestamp ? input.Form?.HasZone ?? false : null,
                    Decimal = input.Form?.Numbers?.Decimal.ToString(),
                    Thousands = input.Form?.Numbers?.Thousands?.ToString(),
                    Unit = input.Form?.Numbers?.Unit,
                }),
            ],
            File = model.Features.Source is { } file
                ? new(file.Format, file.Delimiter, file.Header, file.Trim, file.NullValues)
                : null,
            MostRows = settings.MostRows,
            LargestBody = settings.LargestBody,
            Example = model.Samples.Count > 0 ? model.Samples[0].Row : null,
        };
    }

    private static string Word<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());
}

/// <summary>A column of a row.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type, as pipeline files write it.</param>
/// <param name="Nullable">Whether it may be null, which says that the value is not known. It is left out only where the
/// source has objects, of which some lack it.</param>
/// <param name="Min">The smallest number that the schema of the pipeline allows; null where it says nothing.</param>
/// <param name="Max">The largest number that it allows; null where it says nothing.</param>
/// <param name="Values">The words that it allows; null where it says nothing.</param>
internal sealed record RowColumn(
    string Name, string Type, bool Nullable, double? Min = null, double? Max = null,
    IReadOnlyList<string>? Values = null)
{
    /// <summary>Days and times in texts: the form in the source, beside which that of ISO 8601 is taken too.</summary>
    public string? Format { get; init; }

    /// <summary>Times: whether they have a zone.</summary>
    public bool? HasZone { get; init; }

    /// <summary>Numbers in texts: what stands before the fraction, where it is not a point.</summary>
    public string? Decimal { get; init; }

    /// <summary>Numbers in texts: what stands between thousands.</summary>
    public string? Thousands { get; init; }

    /// <summary>Numbers in texts: what may stand beside each.</summary>
    public string? Unit { get; init; }
}

/// <summary>How a file of rows is written.</summary>
/// <param name="Format">csv, json, json_lines or parquet.</param>
/// <param name="Delimiter">CSV: what is between fields.</param>
/// <param name="Header">CSV: whether the first row names the columns.</param>
/// <param name="Trim">Whether blanks around words and names count for nothing.</param>
/// <param name="NullValues">Texts that mean that a value is missing, besides the empty one.</param>
internal sealed record RowFileForm(
    string Format, string? Delimiter, bool Header, bool Trim, IReadOnlyList<string> NullValues);
