using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Trainyard.Pipelines;
using Trainyard.Serving.DeployModels;

namespace Trainyard.Serving.AnswerPredictions;

/// <summary>Predictions over HTTP, and what a row must look like.</summary>
internal static class PredictionRoutes
{
    public static void MapPredictions(IEndpointRouteBuilder routes)
    {
        var services = routes.ServiceProvider;
        var models = services.GetRequiredService<ServedModels>();
        var settings = services.GetRequiredService<ServingSettings>();
        // Plain request delegates: nothing is bound by reflection on the way to the model.
        routes.MapPost("/models/{name}/{alias}/predict", http => Predict(http, models, settings))
            .WithTags("Predictions")
            .WithMetadata(new BodyLimit(settings.LargestBody));
        routes.MapGet("/models/{name}/{alias}/schema", http => Describe(http, models, settings))
            .WithTags("Predictions");
        routes.MapGet("/models/{name}/{alias}/sample", http => Sample(http, models)).WithTags("Predictions");
    }

    private static async Task Predict(HttpContext http, ServedModels models, ServingSettings settings)
    {
        if (await Find(http, models) is not { } served) return;
        var reading = await PredictionRequest.Read(http.Request, settings, http.RequestAborted);
        if (reading.Refusal is { } refusal)
        {
            await refusal.ExecuteAsync(http);
            return;
        }

        using var request = reading.Request!;
        await Predictions.Answer(http, served, request);
    }

    private static async Task Describe(HttpContext http, ServedModels models, ServingSettings settings)
    {
        if (await Find(http, models) is { } served)
            await Results.Ok(RowSchema.Of(served, settings)).ExecuteAsync(http);
    }

    /// <summary>A row as a request would bring it: one of those that were replayed when the model was loaded.</summary>
    private static async Task Sample(HttpContext http, ServedModels models)
    {
        if (await Find(http, models) is not { } served) return;
        var sample = served.Model!.Samples.Count > 0 ? Results.Json(served.Model.Samples[0].Row) : Results.NoContent();
        await sample.ExecuteAsync(http);
    }

    private static async Task<ServedModel?> Find(HttpContext http, ServedModels models)
    {
        var name = (string)http.Request.RouteValues["name"]!;
        var alias = (string)http.Request.RouteValues["alias"]!;
        var served = models.Find(name, alias);
        if (served?.Model is not null) return served;
        var refusal = served is null
            ? Results.Problem(Unknown(name, alias, models), statusCode: StatusCodes.Status404NotFound)
            : Results.Problem(
                $"Version {served.Deployment.Version} of '{name}' can't be loaded now: {served.Problem}",
                statusCode: StatusCodes.Status503ServiceUnavailable);
        await refusal.ExecuteAsync(http);
        return null;
    }

    private static string Unknown(string name, string alias, ServedModels models)
    {
        var aliases = models.Names.Where(known => known.Model == name).Select(known => known.Alias).Order().ToList();
        if (aliases.Count > 0)
            return $"Model '{name}' is not deployed as '{alias}'. {Spelling.Suggest(alias, aliases)}";
        var names = models.Names.Select(known => known.Model).Distinct().Order();
        return $"No model '{name}' is deployed. {Spelling.Suggest(name, names)}";
    }

    private sealed record BodyLimit(long? MaxRequestBodySize) : IRequestSizeLimitMetadata;
}
