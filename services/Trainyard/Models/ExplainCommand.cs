using System.CommandLine;
using System.Text.Json.Nodes;
using Trainyard.Api;
using Trainyard.Api.Aliases;
using Trainyard.Api.Models;
using Trainyard.Api.Runs;
using Trainyard.Cli.Look;
using Trainyard.Cli.Run;
using Trainyard.Cli.Terminal;
using Trainyard.Cli.Yards;
using Trainyard.Models.Provenance;

namespace Trainyard.Cli.Models;

/// <summary><c>trainyard explain MODEL@VERSION</c>: how a version was trained, from which data, by whom, past which
/// gate, and who signed that.</summary>
internal static class ExplainCommand
{
    private static readonly Argument<string> Version = new("version")
    {
        Description = "The model with a version or an alias: flights-late@7, flights-late@staging. Without either, the "
            + "version that was registered last.",
    };

    public static Command Create()
    {
        var command = new Command(
            "explain", "Say how a version was trained, from which data, by whom, past which gate, and who signed it.")
        {
            Version,
        };
        command.WithYard().SetAction(Run);
        return command;
    }

    private static async Task<int> Run(ParseResult parsed, CancellationToken cancellation)
    {
        var (model, named) = NamedModel.Of(parsed.GetValue(Version)!);
        await using var yard = await parsed.OpenToRead(cancellation);
        var client = yard.Client;
        var number = await NumberOf(model, named, client, cancellation);
        var version = await client.Models.Version(model, number, cancellation);
        // Where the server is Registry alone, the run is another's to tell.
        var origin = await Afterwards.Try<Origin>(
            async () => await Origin.Of(version.RunId, client, cancellation), cancellation, "The run");
        var aliases = await Afterwards.Try<IReadOnlyList<AliasView>>(
            async () => await client.Aliases.Read(model, cancellation), cancellation, "The aliases of the model") ?? [];
        var report = await Afterwards.Try<ValidationReportView>(
            async () => await client.Runs.Report(version.RunId, cancellation), cancellation, ShowCommand.TheReport);
        if (parsed.GetValue(YardOptions.Json))
            Screen.Json(AsJson(version, origin, report, aliases));
        else
            Print(version, origin, report, aliases);
        return ExitCodes.Succeeded;
    }

    private static async Task<int> NumberOf(
        string model, string? named, TrainyardClient client, CancellationToken cancellation)
    {
        if (int.TryParse(named, out var number))
            return number;
        var found = await client.Models.Read(model, 1, 0, cancellation);
        return named is null ? found.Versions[0].Version
            : found.Aliases.TryGetValue(named, out var pointed) ? pointed
            : throw new CommandException(
                $"'{named}' is neither a version nor an alias of {model}. "
                + Pipelines.Spelling.Suggest(named, found.Aliases.Keys));
    }

    private static void Print(
        VersionView version, Origin? origin, ValidationReportView? report, IReadOnlyList<AliasView> aliases)
    {
        Screen.Line($"{version.Model} version {version.Version}, registered {version.RegisteredAt.UtcDateTime:u}");
        Screen.Line();
        Figures.Show(
        [
            ("run", version.RunId.ToString()),
            .. origin?.Lines ??
            [
                ("asked by", $"{version.RequestedBy}, {Origin.Why(version.Trigger)}"),
                ("snapshot", Origin.Digest(version.Snapshot)),
                ("features", Origin.Digest(version.Features)),
                ("model", Origin.Digest(version.Artifact)),
                ("definition", Origin.Digest(version.Definition)),
                ("report", Origin.Digest(version.Report)),
            ],
            ("signed by", Signers(version)),
            ("registered by", $"Trainyard {version.CodeVersion}"),
            .. aliases.Where(alias => alias.Version == version.Version).Select(Told),
        ]);
        Screen.Line();
        Screen.Line(version.Gate.Count == 0 ? "It had no gate to pass." : "The gate that it passed:");
        Figures.Show(version.Metrics, version.Gate, origin?.Run.Baselines ?? new Dictionary<string, double>());
        if (report is not null)
            ReportLines.Show(report);
    }

    private static (string Name, string? Value) Told(AliasView alias)
    {
        var move = alias.Moves.FirstOrDefault(move => move.Change == alias.Change);
        var by = move is null ? "" : $", by {move.RequestedBy}: {move.Reason}";
        return (alias.Alias, $"since {alias.Since.UtcDateTime:u}{by}");
    }

    private static string Signers(VersionView version) => version.Statement is not { } statement
        ? "nobody; it was registered before versions were signed, and can't be served"
        : "key " + string.Join(", ", DsseEnvelope.Read(statement).Signatures.Select(one => ShownText.Of(one.KeyId)));

    private static JsonNode AsJson(
        VersionView version, Origin? origin, ValidationReportView? report, IReadOnlyList<AliasView> aliases)
    {
        var json = ApiJson.Node(version);
        json["signedBy"] = version.Statement is { } statement
            ? ApiJson.Node(DsseEnvelope.Read(statement).Signatures.Select(one => one.KeyId))
            : new JsonArray();
        json["aliases"] = ApiJson.Node(aliases.Where(alias => alias.Version == version.Version));
        json["run"] = origin is null ? null : ApiJson.Node(origin.Run);
        json["pipelineDefinition"] = origin?.Definition?.DeepClone();
        json["validation"] = report is null ? null : ApiJson.Node(report);
        return json;
    }
}
