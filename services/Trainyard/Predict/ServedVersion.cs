using System.Text.Json.Nodes;
using Trainyard.Api;
using Trainyard.Cli.Models;
using Trainyard.Cli.Terminal;
using Trainyard.Cli.Yards;

namespace Trainyard.Cli.Predict;

/// <summary>Which alias a version answers under: versions are asked at an alias that points at them, and no
/// other way.</summary>
internal static class ServedVersion
{
    /// <summary>The alias that is named, or one that points at the version that is.</summary>
    /// <exception cref="CommandException">No alias points at the version.</exception>
    public static async Task<string> AliasOf(
        NamedModel named, TrainyardClient client, Mover mover, CancellationToken cancellation)
    {
        if (named.Version is not { } version)
            return named.Mark ?? PredictCommand.UsualAlias;
        var model = await client.Models.Read(named.Model, 1, 0, cancellation);
        var latest = model.Versions[0].Version;
        if (version < 1 || version > latest)
            throw new CommandException($"There is no version {version} of {named.Model}; the latest is {latest}.");
        return model.Aliases.Where(alias => alias.Value == version).Select(alias => alias.Key)
            .OrderBy(alias => alias != PredictCommand.UsualAlias).ThenBy(alias => alias, StringComparer.Ordinal)
            .FirstOrDefault() ?? throw NotServed(named.Model, version, model.Aliases, mover);
    }

    private static CommandException NotServed(
        string model, int version, IReadOnlyDictionary<string, int> aliases, Mover mover)
    {
        var served = aliases.OrderBy(alias => alias.Key, StringComparer.Ordinal)
            .Select(alias => $"{model}@{alias.Key} is version {alias.Value}").ToList();
        return new CommandException(
            $"Version {version} of {model} answers nowhere, since no alias points at it: "
            + $"{(served.Count == 0 ? "there is none" : string.Join(", ", served))}. {mover.Say(model, version)}");
    }
}

/// <summary>How an alias is moved from where the command was called.</summary>
/// <param name="Server">The server that was asked; null for a folder.</param>
/// <param name="HasKey">Whether it asks for a key.</param>
/// <param name="SameYard">The options that say which yard.</param>
internal sealed record Mover(Uri? Server, bool HasKey, string SameYard)
{
    private static readonly Uri Usual = new("http://127.0.0.1:5080");

    /// <summary>What moves one to a version, in a sentence that can be pasted.</summary>
    public string Say(string model, int version)
    {
        var key = HasKey ? $"-H \"Authorization: Bearer ${YardOptions.KeyVariable}\" " : "";
        var move = new JsonObject { ["version"] = version, ["reason"] = "why" }.ToJsonString();
        var at = new Uri(Server ?? Usual, $"/models/{model}/aliases/{PredictCommand.UsualAlias}");
        var curl = $"curl {key}--json {Invocation.Quote(move)} {at}";
        return Server is null
            ? $"A server moves one: {Invocation.Command} up{SameYard} and then {curl}"
            : $"This moves one: {curl}";
    }
}
