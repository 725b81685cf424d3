using System.Text.Json.Nodes;
using Trainyard.Api;
using Trainyard.Pipelines;
using Trainyard.Pipelines.Definition;

namespace Trainyard.Cli.Run;

/// <summary>A pipeline file with the values that the command line puts in the place of its own.</summary>
internal sealed record PipelineText(string Path, string Yaml, IReadOnlyDictionary<string, string> Overrides)
{
    private const long MaxBytes = 1 << 20;

    public string Folder => System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(Path))!;

    public static PipelineText Load(string path, IEnumerable<string> settings)
    {
        try
        {
            if (Directory.Exists(path))
                throw new CommandException(
                    $"'{path}' is a folder; a pipeline is a YAML file, for example "
                    + $"{System.IO.Path.Combine(path, "pipeline.yaml")}.");
            if (new FileInfo(path).Length > MaxBytes)
                throw new CommandException($"'{path}' is larger than 1 MiB; a pipeline file is a page or two of YAML.");
            return new PipelineText(path, File.ReadAllText(path), Parse(settings));
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new CommandException($"There is no file '{path}'.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CommandException($"The file '{path}' can't be read: {exception.Message}");
        }
    }

    /// <summary>The definition; where the file is not valid, every problem is said and the command ends.</summary>
    public PipelineDefinition Check()
    {
        var reading = PipelineFile.Read(Yaml, Overrides);
        if (reading.Definition is { } definition)
            return definition;
        throw new CommandException(reading.Problems.Count == 1
            ? "The pipeline file has a problem."
            : $"The pipeline file has {reading.Problems.Count} problems.")
        {
            Lines =
            [
                .. reading.Problems.Select(problem => $"{Path}({problem.Line},{problem.Column}): "
                    + $"{(problem.Path.Length > 0 ? problem.Path + ": " : "")}{problem.Message}"),
            ],
            Problems = [.. reading.Problems.Select(AsJson)],
        };
    }

    private JsonNode AsJson(PipelineProblem problem)
    {
        var json = (JsonObject)ApiJson.Node(problem);
        json["file"] = Path;
        return json;
    }

    private static Dictionary<string, string> Parse(IEnumerable<string> settings)
    {
        var overrides = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var setting in settings)
        {
            var equals = setting.IndexOf('=', StringComparison.Ordinal);
            if (equals < 1)
                throw CommandException.OfUsage(
                    $"--set takes path=value, for example --set train.iterations=200; '{setting}' is none.");
            if (!overrides.TryAdd(setting[..equals].Trim(), setting[(equals + 1)..].Trim()))
                throw CommandException.OfUsage($"--set gives '{setting[..equals]}' twice.");
        }

        return overrides;
    }
}
