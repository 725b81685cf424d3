using Trainyard.Ingestion.CheckData;
using Trainyard.Ingestion.FetchData;
using Trainyard.Models;
using Trainyard.Pipelines;
using Trainyard.Preprocessing;
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
        var findings = new Findings(definition.Source.Path);
        if (await new SourceReader(definition, source, snapshot, Environment.ProcessorCount)
            .Read(findings, default) is null)
            throw new InvalidOperationException(findings.Found[0].Message);
        var threads = Environment.ProcessorCount;
        _ = await SnapshotCheck.Run(definition, "", snapshot, snapshot + ".spill", threads, default);

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
        return Measurement.Of(model.Scorer, heldOut).Metrics;
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
