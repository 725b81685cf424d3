using System.Text.Json.Nodes;
using Trainyard.Api;
using Trainyard.Pipelines;
using Trainyard.Pipelines.Definition;

namespace Trainyard.Cli.Run;

/// <summary>A pipeline file with the values that the command line puts in the place of its own.</summary>
internal sealed record PipelineText(string Path, string Yaml, IReadOnlyDictionary<string, string> Overrides)
{
    private const int MaxBytes = 1 << 20;

    public string Folder => System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(Path))!;

    public static PipelineText Load(string path, IEnumerable<string> settings)
    {
        try
        {
            if (Directory.Exists(path))
                throw new CommandException(
                    $"'{path}' is a folder; a pipeline is a YAML file, for example "
                    + $"{System.IO.Path.Combine(path, "pipeline.yaml")}.");
            return new PipelineText(path, Read(path), Parse(settings));
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

    /// <summary>No more is read than a pipeline may have, whatever the file is: one may be a pipe, and have no
    /// length.</summary>
    private static string Read(string path)
    {
        using var file = File.OpenRead(path);
        var bytes = new byte[MaxBytes + 1];
        var length = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        if (length > MaxBytes)
            throw new CommandException($"'{path}' is larger than 1 MiB; a pipeline file is a page or two of YAML.");
        using var text = new StreamReader(new MemoryStream(bytes, 0, length));
        return text.ReadToEnd();
    }

    /// <summary>The definition; where the file is not valid, every problem is said and the command ends.</summary>
    public PipelineDefinition Check()
    {
        var reading = PipelineFile.Read(Yaml, Overrides);
        var problems = reading.Problems.Select(Advised).ToList();
        if (reading.Definition is { } definition)
            return definition;
        throw new CommandException(problems.Count == 1
            ? "The pipeline file has a problem."
            : $"The pipeline file has {problems.Count} problems.")
        {
            Lines =
            [
                .. problems.Select(problem => $"{Path}({problem.Line},{problem.Column}): "
                    + $"{(problem.Path.Length > 0 ? problem.Path + ": " : "")}{problem.Message}"),
            ],
            Problems = [.. problems.Select(AsJson)],
        };
    }

    /// <summary>A key of the file that what is set here has no use for: how to take it out.</summary>
    private PipelineProblem Advised(PipelineProblem problem)
    {
        var dot = problem.Path.LastIndexOf('.');
        if (dot < 0 || Overrides.ContainsKey(problem.Path)
            || !problem.Message.StartsWith($"There is no key '{problem.Path[(dot + 1)..]}'", StringComparison.Ordinal))
            return problem;
        var part = problem.Path[..dot];
        var set = Overrides.FirstOrDefault(one =>
            one.Key == part || one.Key.StartsWith(part + ".", StringComparison.Ordinal));
        return set.Key is null ? problem : problem with
        {
            Message = $"{problem.Message} It is of the file, beside --set {set.Key}={set.Value}: --set "
                + $"{problem.Path}=null takes it out.",
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
