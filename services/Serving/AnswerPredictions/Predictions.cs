using System.Buffers;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Trainyard.Models;
using Trainyard.Serving.DeployModels;

namespace Trainyard.Serving.AnswerPredictions;

/// <summary>
/// Scores the rows of a request and writes the answer; all rows are answered, or none and every problem is named.
/// </summary>
internal static class Predictions
{
    /// <summary>So many problems are listed; a wrong file would fill pages with the same one.</summary>
    private const int MostProblems = 100;

    /// <summary>Fewer rows are scored one by one: a block has a price of its own.</summary>
    private const int ByBlocksFrom = 32;

    public static async Task Answer(HttpContext http, ServedModel served, PredictionRequest request)
    {
        var told = new RowWarnings();
        if (request.Count >= ByBlocksFrom
            && served.Model!.TryPredict(request.Rows, request.Count, told.Add, http.RequestAborted) is { } all)
        {
            var passed = new IgnoredColumns(served.Model.Features);
            foreach (var row in request.Rows) passed.Add(row);
            await Write(http, served, all, passed, told);
            return;
        }

        var predictions = new List<Prediction>(request.Count);
        var problems = new List<RequestProblem>();
        var ignored = new IgnoredColumns(served.Model!.Features);
        var warnings = new RowWarnings();
        var (number, wrong) = (0, 0);
        foreach (var row in request.Rows)
        {
            http.RequestAborted.ThrowIfCancellationRequested();
            number++;
            var found = problems.Count;
            var (prediction, said) = served.Model!.Predict(row);
            foreach (var one in said)
            {
                if (!one.IsWarning) problems.Add(new(number, one.Column.Length > 0 ? one.Column : null, one.Message));
                else if (prediction is not null) warnings.Add(number, one);
            }

            if (prediction is not null) predictions.Add(prediction);
            if (problems.Count > found) wrong++;
            else ignored.Add(row);
            if (problems.Count >= MostProblems) break;
        }

        if (problems.Count > 0) await Refuse(problems, wrong).ExecuteAsync(http);
        else await Write(http, served, predictions, ignored, warnings);
    }

    private static IResult Refuse(List<RequestProblem> problems, int rows)
    {
        var listed = problems.Take(MostProblems).ToList();
        var first = problems[0];
        var more = problems.Count >= MostProblems ? $" The first {MostProblems} problems are listed." : "";
        var sentence = problems.Count == 1
            ? $"Row {first.Row}: {first.Message}"
            : $"{problems.Count} problems in {rows} of the rows. Row {first.Row}: {first.Message}{more}";
        return Results.Problem(
            sentence,
            statusCode: StatusCodes.Status400BadRequest,
            title: "The rows do not fit the model.",
            extensions: new Dictionary<string, object?> { ["problems"] = listed });
    }

    private static async Task Write(
        HttpContext http, ServedModel served, IReadOnlyList<Prediction> predictions, IgnoredColumns ignored,
        RowWarnings warnings)
    {
        var buffer = new ArrayBufferWriter<byte>(256 + (64 * predictions.Count));
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { SkipValidation = true }))
        {
            json.WriteStartObject();
            json.WriteString("model", served.Deployment.Model);
            json.WriteString("alias", served.Deployment.Alias);
            json.WriteNumber("version", served.Deployment.Version);
            json.WriteStartArray("predictions");
            foreach (var prediction in predictions) prediction.Write(json);
            json.WriteEndArray();
            ignored.Write(json);
            warnings.Write(json);
            json.WriteEndObject();
        }

        http.Response.ContentType = "application/json";
        http.Response.ContentLength = buffer.WrittenCount;
        await http.Response.BodyWriter.WriteAsync(buffer.WrittenMemory, http.RequestAborted);
    }
}

/// <summary>What is wrong with a row of a request.</summary>
/// <param name="Row">The row, counted from 1.</param>
/// <param name="Column">The column, where one is to blame.</param>
/// <param name="Message">What is wrong and what would be right.</param>
internal sealed record RequestProblem(int Row, string? Column, string Message);
