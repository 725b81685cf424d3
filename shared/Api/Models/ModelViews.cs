using Trainyard.Contracts;

namespace Trainyard.Api.Models;

/// <summary>A model in a list.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Latest">The version that was registered last.</param>
/// <param name="Aliases">Which version each alias points to.</param>
public sealed record ModelSummary(string Name, VersionSummary Latest, IReadOnlyDictionary<string, int> Aliases);

/// <summary>A model with its versions.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Aliases">Which version each alias points to.</param>
/// <param name="Versions">Its versions, newest first.</param>
/// <param name="Owner">The team that owns it; absent where its pipeline file named none.</param>
/// <param name="Gates">What each alias asks of the versions it points to.</param>
public sealed record ModelView(
    string Name,
    IReadOnlyDictionary<string, int> Aliases,
    IReadOnlyList<VersionSummary> Versions,
    string? Owner = null,
    IReadOnlyDictionary<string, IReadOnlyList<GateCheck>>? Gates = null);

/// <summary>A version in a list.</summary>
/// <param name="Version">The version, from 1.</param>
/// <param name="RunId">The run that registered it.</param>
/// <param name="RegisteredAt">When, UTC.</param>
/// <param name="RequestedBy">Who asked for the run.</param>
/// <param name="Metrics">Figures on the held-out part, by metric.</param>
public sealed record VersionSummary(
    int Version,
    Guid RunId,
    DateTimeOffset RegisteredAt,
    string RequestedBy,
    IReadOnlyDictionary<string, double> Metrics);
