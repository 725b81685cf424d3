using Trainyard.Api;
using Trainyard.Cli.Models;

namespace Trainyard.Cli.Predict;

/// <summary>Which alias a version answers under: versions are asked at an alias that points at them, and no
/// other way.</summary>
internal static class ServedVersion
{
    /// <summary>The alias that is named, or one that points at the version that is.</summary>
    /// <exception cref="CommandException">No alias points at the version.</exception>
    public static async Task<string> AliasOf(
        NamedModel named, TrainyardClient client, CancellationToken cancellation)
    {
        if (named.Version is not { } version)
            return named.Mark ?? PredictCommand.UsualAlias;
        var model = await client.Models.Read(named.Model, 1, 0, cancellation);
        var latest = model.Versions[0].Version;
        if (version < 1 || version > latest)
            throw new CommandException($"There is no version {version} of {named.Model}; the latest is {latest}.");
        return model.Aliases.Where(alias => alias.Value == version).Select(alias => alias.Key)
            .OrderBy(alias => alias != PredictCommand.UsualAlias).ThenBy(alias => alias, StringComparer.Ordinal)
            .FirstOrDefault() ?? throw NotServed(named.Model, version, model.Aliases);
    }

    private static CommandException NotServed(
        string model, int version, IReadOnlyDictionary<string, int> aliases)
    {
        var served = aliases.OrderBy(alias => alias.Key, StringComparer.Ordinal)
            .Select(alias => $"{model}@{alias.Key} is version {alias.Value}").ToList();
        return new CommandException(
            $"Version {version} of {model} answers nowhere, since no alias points at it: "
            + $"{(served.Count == 0 ? "there is none" : string.Join(", ", served))}; "
            + $"POST /models/{model}/aliases/NAME moves one.");
    }
}
