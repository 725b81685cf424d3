using Microsoft.Extensions.Options;
using Trainyard.Hosting;
using Trainyard.Hosting.Stores;
using Trainyard.Ingestion;
using Trainyard.Ingestion.CheckData;
using Trainyard.Ingestion.FetchData;
using Trainyard.Models.Artifact;
using Trainyard.Jobs.Budget;
using Trainyard.Pipelines;
using Trainyard.Pipelines.Definition;
using Trainyard.Pipelines.Kinds;
using Trainyard.Pipelines.Sources;
using Trainyard.Pipelines.Trainers;
using Trainyard.Preprocessing.PrepareData;
using Trainyard.Training.TrainModel;
using Trainyard.Validation.ValidateModel;

namespace Trainyard.Benchmarks.PipelineVsPlain;

/// <summary>
/// The steps of a run as a script would call them: source, snapshot, check, features, model, figures.
/// </summary>
internal sealed class PlainPipeline(PipelineDefinition definition, string source, string folder)
{
    public IReadOnlyDictionary<string, double> Run() => RunAsync().GetAwaiter().GetResult();

    private async Task<IReadOnlyDictionary<string, double>> RunAsync()
    {
        var snapshot = Path.Combine(folder, "snapshot.parquet");
        var findings = new Findings(definition.Source.Shown);
        var file = definition with { Source = (FileSource)definition.Source with { Path = source } };
        var settings = new IngestionSettings
        {
            Threads = Environment.ProcessorCount,
            AllowedFolders = [Path.GetDirectoryName(Path.GetFullPath(source))!],
        };
        var own = new YardFolders(
            Options.Create(new DataSettings { Folder = folder }), Options.Create(new DocumentSettings()),
            Options.Create(new BlobSettings()), Options.Create(new KeySettings()), []);
        var location = new SourceLocation(
            settings, new ReadableFolders(settings, own), AllowedVariables.OfThisProcess(new SecretSettings()));
        var request = new SourceRequest(file, null, snapshot, location, WorkShare.OfWorkAlone, findings);
        if (await SourceReaders.Read(request, default) is null)
            throw new InvalidOperationException(findings.Found[0].Message);
        _ = await SnapshotCheck.Run(
            definition, "", snapshot, snapshot + ".spill", WorkShare.OfWorkAlone, settings.MostFindings, default);

        var prepared = Preparation.Run(definition, snapshot, definition.Train.Seed, default);
        var data = prepared.Data ?? throw new InvalidOperationException(prepared.Findings[0].Message);
        var trained = await Trainers.For(definition.Train)
            .Train(data.Training, definition.Train.Seed, new Silence(), default);

        var path = Path.Combine(folder, "model.zip");
        File.Delete(path);
        ModelArtifact.Write(
            path, Describe(data, trained), data.Features.Write(), trained.Bytes,
            SampleAnswers.Of(data.Samples, data.Features, trained));
        using var model = ModelArtifact.Open(path);
        using var heldOut = data.HeldOut;
        return Measurement.Of(model.Scorer, heldOut, model.Features.Prior)!.Metrics;
    }

    private ModelManifest Describe(PreparedData data, TrainedModel trained) => new()
    {
        Kind = trained.Kind,
        Task = data.Features.Target.Task,
        Target = data.Features.Target.Name,
        Classes = data.Features.Target.Classes,
        Trainer = definition.Train,
        Seed = definition.Train.Seed,
        IsReproducible = TrainerKinds.All.Of(definition.Train).IsReproducible,
        Libraries = trained.Libraries,
        Figures = trained.Figures,
        Inputs = [.. data.Features.Inputs.Select(input => new ManifestColumn(input.Name, input.Type))],
        Features = [.. data.Features.Outputs.Select(output => output.Name)],
        MadeFrom = new Dictionary<string, string>(),
    };

    /// <summary>Nobody follows a script.</summary>
    private sealed class Silence : ITrainingObserver
    {
        public bool IsDue => false;

        public bool IsLossDue => false;

        public void Report(TrainingStep step)
        {
        }
    }
}
