using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

using Microsoft.AspNetCore.Http;

using Trainyard.Benchmarks.TrainVsNative;
using Trainyard.Contracts;
using Trainyard.Features.Tables;
using Trainyard.Models;
using Trainyard.Models.Artifact;
using Trainyard.Pipelines.Trainers;
using Trainyard.Serving;
using Trainyard.Serving.AnswerPredictions;
using Trainyard.Serving.DeployModels;
using Trainyard.Support;
using Trainyard.Training.TrainModel.LightGbm;

namespace Trainyard.Benchmarks.PredictBatch;

/// <summary>
/// Requests of 1,000 flights each to a model of 100 trees, from the bytes of the body to those of the answer: processor
/// time a row, without the network.
/// </summary>
internal static class PredictBatchScenario
{
    private const double Target = 2;
    private const int Rows = 1_000;

    public static Scenario Scenario { get; } = new(
        "predict-batch",
        "requests of 1,000 rows to 100 trees; CPU microseconds a row; [REQUESTS]",
        Run);

    private static async Task<bool> Run(IReadOnlyList<string> arguments)
    {
        if (RealData.Find("flights-3m.parquet") is not { } parquet)
        {
            Console.WriteLine(
                "predict-batch: not run, flights-3m.parquet is not there; TRAINYARD_DATA names its folder");
            return false;
        }

        var requests = arguments.Count > 0 ? int.Parse(arguments[0], CultureInfo.InvariantCulture) : 500;
        var served = Train(FlightsMatrix.Read(parquet, most: 300_000));
        var body = Body(served.Model!, Table.ReadParquet(parquet));
        var times = new List<double>();
        for (var round = -2; round < 5; round++)
        {
            var start = Environment.CpuUsage.TotalTime;
            for (var request = 0; request < requests; request++)
                await Answer(served, body);
            var used = (Environment.CpuUsage.TotalTime - start).TotalMicroseconds / ((double)requests * Rows);
            Console.WriteLine($"  {(round < 0 ? "warm-up" : $"round {round + 1}")}  {used:F2} us of CPU a row");
            if (round >= 0)
                times.Add(used);
        }

        var median = times.Order().ElementAt(times.Count / 2);
        Console.WriteLine($"predict-batch: {median:F2} us of CPU a row, target {Target:0.##}");
        return median <= Target;
    }

    private static async Task Answer(ServedModel served, byte[] body)
    {
        var http = new DefaultHttpContext();
        http.Request.Body = new MemoryStream(body);
        http.Response.Body = new MemoryStream();
        var (request, refusal) = await PredictionRequest.Read(http.Request, new ServingSettings(), default);
        if (refusal is not null)
            throw new InvalidOperationException("The request was refused.");
        using (request)
            await Predictions.Answer(http, served, request!);
        if (http.Response.StatusCode != StatusCodes.Status200OK)
            throw new InvalidOperationException($"It was answered with {http.Response.StatusCode}.");
    }

    private static ServedModel Train(FlightsMatrix flights)
    {
        using var bare = new BareLightGbm(flights.Training);
        var options = (LightGbmTrainer)flights.Definition.Train;
        var parameters = LightGbmParameters.Of(options, flights.Training, seed: 1) + " categorical_feature=4,5";
        var scorer = ModelKinds.Open(ModelKinds.LightGbm, bare.Train(parameters, options.Iterations)).Scorer;
        var manifest = new ModelManifest
        {
            Kind = ModelKinds.LightGbm, Task = flights.Features.Target.Task, Target = "late",
            Classes = flights.Features.Target.Classes, Trainer = options, Seed = 1, IsReproducible = true,
            Libraries = new Dictionary<string, string>(),
            Figures = new Dictionary<string, double>(),
            Inputs = [], Features = [], MadeFrom = new Dictionary<string, string>(),
        };
        var deployment = new Deployment
        {
            Model = "flights", Alias = "staging", Version = 1, DeploymentId = Guid.Empty, Change = 1,
            Artifact = new ArtifactReference
            {
                Sha256 = new string('0', 64), Size = 0, MediaType = "", Schema = "",
            },
            DeployedAt = DateTimeOffset.UnixEpoch,
        };
        return new ServedModel(deployment, new LoadedModel(manifest, flights.Features, scorer, []));
    }

    private static byte[] Body(LoadedModel model, Table table)
    {
        var rows = new JsonArray();
        for (var row = 0; row < Rows; row++)
        {
            var made = new JsonObject();
            foreach (var input in model.Features.Inputs)
            {
                var text = table.Find(input.Name)![row * 1_000].ToText(input.Type);
                made[input.Name] = input.Name == "distance"
                    ? double.Parse(text, CultureInfo.InvariantCulture)
                    : text;
            }

            rows.Add((JsonNode)made);
        }

        return Encoding.UTF8.GetBytes(new JsonObject { ["rows"] = rows }.ToJsonString());
    }
}
