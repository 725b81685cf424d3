using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;

using Trainyard.Features.Fitted;
using Trainyard.Metrics;

namespace Trainyard.Models.Artifact;

/// <summary>
/// All that is needed to score, in one archive: <c>manifest.json</c>, <c>features.json</c>, <c>model.txt</c> or
/// <c>model.json</c>, <c>samples.json</c>. A zip without compression, entries in that order, one fixed time: equal
/// parts give equal bytes whatever machine writes them. Reading believes nothing: every entry is held against its
/// digest first.
/// </summary>
public static class ModelArtifact
{
    /// <summary>The media type of an artifact.</summary>
    public const string MediaType = "application/zip";

    private const string ManifestFile = "manifest.json";
    private const string FeaturesFile = "features.json";
    internal const string SamplesEntry = "samples.json";
    private const int LargestManifest = 16 << 20;
    private const int LargestEntry = 1 << 30;

    private static readonly DateTimeOffset EntryTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Writes an artifact.</summary>
    /// <param name="path">The file to write.</param>
    /// <param name="manifest">What it says of itself; <see cref="ModelManifest.Entries"/> is filled in.</param>
    /// <param name="features">The fitted features, as <see cref="FittedFeatures.Write"/> gives them.</param>
    /// <param name="model">The model, in the format of its kind.</param>
    /// <param name="samples">Rows with their expected answers.</param>
    public static void Write(string path, ModelManifest manifest, byte[] features, byte[] model, ModelSamples samples)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        (string Name, byte[] Bytes)[] entries =
        [
            (FeaturesFile, features),
            (ModelKinds.EntryName(manifest.Kind), model),
            (SamplesEntry, JsonSerializer.SerializeToUtf8Bytes(samples, ModelJson.Indented)),
        ];
        manifest = manifest with
        {
            Entries = [.. entries.Select(e => new ManifestEntry(e.Name, e.Bytes.Length, Digest(e.Bytes)))],
        };
        using var file = File.Create(path);
        using var archive = new ZipArchive(file, ZipArchiveMode.Create);
        Add(archive, ManifestFile, JsonSerializer.SerializeToUtf8Bytes(manifest, ModelJson.Indented));
        foreach (var (name, bytes) in entries)
            Add(archive, name, bytes);
    }

    /// <summary>Opens an artifact for scoring.</summary>
    /// <exception cref="ModelArtifactException">It is damaged, or not a model artifact; the entry is named.</exception>
    public static LoadedModel Open(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            using var archive = new ZipArchive(file, ZipArchiveMode.Read);
            return Open(archive);
        }
        catch (InvalidDataException)
        {
            throw new ModelArtifactException("archive", "It is not a zip archive, or it is damaged.");
        }
    }

    private static LoadedModel Open(ZipArchive archive)
    {
        var manifest = Parse(
            ManifestFile, Read(archive, ManifestFile, LargestManifest), bytes => ModelJson.Read<ModelManifest>(bytes));
        if (manifest.Schema != ModelManifest.CurrentSchema)
            throw new ModelArtifactException(
                ManifestFile, $"Its schema is '{manifest.Schema}', not '{ModelManifest.CurrentSchema}'.");
        var modelName = ModelKinds.EntryName(manifest.Kind);
        var features = Parse(
            FeaturesFile, Read(archive, manifest, FeaturesFile), bytes => FittedFeatures.Read(bytes));
        var samples = Parse(
            SamplesEntry, Read(archive, manifest, SamplesEntry), bytes => ModelJson.Read<ModelSamples>(bytes));
        var (scorer, inputs) = Parse(
            modelName, Read(archive, manifest, modelName), bytes => ModelKinds.Open(manifest.Kind, bytes));
        var outputs = features.Target.Task == Metrics.LearningTask.Multiclass ? features.Target.Classes.Count : 1;
        if (inputs == features.Outputs.Count && scorer.Outputs == outputs && manifest.Task == features.Target.Task)
            return new LoadedModel(manifest, features, UnitScorer.Of(scorer, features.Target), samples.Samples);
        scorer.Dispose();
        throw new ModelArtifactException(modelName,
            $"It takes {inputs} features and gives {scorer.Outputs} outputs for a {manifest.Task} task; "
            + $"{FeaturesFile} makes {features.Outputs.Count} for {outputs} outputs, {features.Target.Task}.");
    }

    private static T Parse<T>(string entry, byte[] bytes, Func<byte[], T> read)
    {
        try
        {
            return read(bytes);
        }
        catch (InvalidDataException problem)
        {
            throw new ModelArtifactException(entry, problem.Message);
        }
    }

    private static byte[] Read(ZipArchive archive, ModelManifest manifest, string name)
    {
        var stated = manifest.Entries.FirstOrDefault(e => e.Name == name)
            ?? throw new ModelArtifactException(ManifestFile, $"It does not list '{name}'.");
        var bytes = Read(archive, name, LargestEntry);
        var found = Digest(bytes);
        return bytes.Length == stated.Size && found == stated.Sha256
            ? bytes
            : throw new ModelArtifactException(name, $"Its digest is {found}; the manifest says {stated.Sha256}.");
    }

    private static byte[] Read(ZipArchive archive, string name, int largest)
    {
        if (archive.Entries.Count(e => e.FullName == name) != 1)
            throw new ModelArtifactException(name, "The archive must hold this entry exactly once.");
        var entry = archive.GetEntry(name)!;
        if (entry.Length > largest)
            throw new ModelArtifactException(name, $"It has {entry.Length} bytes; at most {largest} are read.");
        var bytes = new byte[entry.Length];
        try
        {
            using var stream = entry.Open();
            stream.ReadExactly(bytes);
            return bytes;
        }
        catch (Exception damage) when (damage is InvalidDataException or EndOfStreamException)
        {
            throw new ModelArtifactException(name, "It is damaged.");
        }
    }

    private static void Add(ZipArchive archive, string name, byte[] bytes)
    {
        var entry = archive.CreateEntry(name, CompressionLevel.NoCompression);
        entry.LastWriteTime = EntryTime;
        using var stream = entry.Open();
        stream.Write(bytes);
    }

    private static string Digest(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
