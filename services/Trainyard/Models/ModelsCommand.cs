using System.CommandLine;
using Trainyard.Api;
using Trainyard.Api.Models;
using Trainyard.Cli.Terminal;
using Trainyard.Cli.Yards;

namespace Trainyard.Cli.Models;

/// <summary><c>trainyard models</c>: models, or the versions of one.</summary>
internal static class ModelsCommand
{
    private static readonly Argument<string?> Model = new("model")
    {
        Description = "The model whose versions are listed; without it, all models are.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private static readonly Option<int> Limit = Lists.Limit();

    public static Command Create()
    {
        var command = new Command("models", "List models, or the versions of one with aliases and figures.")
        {
            Model, Limit,
        };
        command.WithYard().SetAction(Run);
        return command;
    }

    private static async Task<int> Run(ParseResult parsed, CancellationToken cancellation)
    {
        var named = parsed.GetValue(Model) is { } given ? NamedModel.Alone(given) : null;
        await using var yard = await parsed.OpenToRead(cancellation);
        var (isJson, limit) = (parsed.GetValue(YardOptions.Json), parsed.GetValue(Limit));
        if (named is { } model)
        {
            var found = await yard.Client.Models.Read(model, Lists.PageOf(limit), 0, cancellation);
            Show(found, isJson, () => Print(found));
            return ExitCodes.Succeeded;
        }

        var models = await yard.Client.Models.All(Lists.PageOf(limit), cancellation)
            .Take(limit).ToListAsync(cancellation);
        Show(models, isJson, () => Print(models));
        return ExitCodes.Succeeded;
    }

    private static void Show<T>(T record, bool isJson, Action print)
    {
        if (isJson)
            Screen.Json(ApiJson.Node(record));
        else
            print();
    }

    private static void Print(IReadOnlyList<ModelSummary> models)
    {
        string[] head = ["MODEL", "LATEST", "ALIASES", "REGISTERED", "BY", "FIGURES"];
        foreach (var line in Lines.InColumns([head, .. models.Select(model => new[]
        {
            model.Name,
            model.Latest.Version.ToString(),
            string.Join(", ", model.Aliases.Select(alias => $"{alias.Key} {alias.Value}")),
            At(model.Latest.RegisteredAt),
            model.Latest.RequestedBy,
            FiguresOf(model.Latest),
        })]))
        {
            Screen.Line(Lines.Fitted(line));
        }
    }

    private static void Print(ModelView model)
    {
        Screen.Line(model.Name + (model.Owner is { } owner ? $", owned by {owner}" : ""));
        string[] head = ["VERSION", "ALIASES", "REGISTERED", "BY", "RUN", "FIGURES"];
        foreach (var line in Lines.InColumns([head, .. model.Versions.Select(version => new[]
        {
            version.Version.ToString(),
            string.Join(", ", model.Aliases.Where(alias => alias.Value == version.Version).Select(alias => alias.Key)),
            At(version.RegisteredAt),
            version.RequestedBy,
            version.RunId.ToString(),
            FiguresOf(version),
        })]))
        {
            Screen.Line(Lines.Fitted(line));
        }
    }

    private static string At(DateTimeOffset time) => time.ToString("yyyy-MM-dd HH:mm:ss'Z'");

    private static string FiguresOf(VersionSummary version) =>
        string.Join(", ", version.Metrics.Select(metric => $"{metric.Key} {Words.Figure(metric.Value)}"));
}
