using System.Text.Json.Serialization;

namespace Trainyard.Models.Provenance;

/// <summary>How an artifact was made: the provenance predicate of SLSA, version 1. <c>docs/provenance.md</c> says what
/// stands where.</summary>
public sealed record SlsaProvenance
{
    /// <summary>What this predicate is called.</summary>
    public const string PredicateType = "https://slsa.dev/provenance/v1";

    /// <summary>What went in.</summary>
    public required BuildDefinition BuildDefinition { get; init; }

    /// <summary>Who did it, when, and what else came of it.</summary>
    public required RunDetails RunDetails { get; init; }
}

/// <summary>What went into a run.</summary>
public sealed record BuildDefinition
{
    /// <summary>A training run of Trainyard: what the parameters and dependencies mean.</summary>
    public const string TrainingRun = "https://github.com/trainyard/trainyard/docs/provenance/training-run/v1";

    /// <summary>What kind of run it was: <see cref="TrainingRun"/>.</summary>
    public required string BuildType { get; init; }

    /// <summary>What whoever asked for the run chose.</summary>
    public required ExternalParameters ExternalParameters { get; init; }

    /// <summary>What Trainyard chose.</summary>
    public required InternalParameters InternalParameters { get; init; }

    /// <summary>What the run read.</summary>
    public required IReadOnlyList<ResourceDescriptor> ResolvedDependencies { get; init; }
}

/// <summary>What whoever asked for the run chose. Others than these are refused, as SLSA advises: an option that is not
/// understood may be what matters.</summary>
/// <param name="Model">The name of the model: that of its pipeline.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record ExternalParameters(string Model);

/// <summary>What Trainyard chose.</summary>
/// <param name="Version">The version that the model became.</param>
/// <param name="Seed">The seed of all chance of the run.</param>
public sealed record InternalParameters(int Version, int Seed);

/// <summary>Who did a run, when, and what else came of it.</summary>
public sealed record RunDetails
{
    /// <summary>Who did it.</summary>
    public required Builder Builder { get; init; }

    /// <summary>Which run it was.</summary>
    public required BuildMetadata Metadata { get; init; }

    /// <summary>What came of it besides the model.</summary>
    public required IReadOnlyList<ResourceDescriptor> Byproducts { get; init; }
}

/// <summary>Who did a run.</summary>
public sealed record Builder
{
    /// <summary>A yard: all services over one set of stores, with the key of its registry.</summary>
    public const string Yard = "https://github.com/trainyard/trainyard/docs/provenance/yard/v1";

    /// <summary>What version is that of.</summary>
    public const string Registry = "trainyard";

    /// <summary>What did it: <see cref="Yard"/>. Which yard, the key says.</summary>
    public required string Id { get; init; }

    /// <summary>Versions, by component.</summary>
    public required IReadOnlyDictionary<string, string> Version { get; init; }
}

/// <summary>Which run it was.</summary>
/// <param name="InvocationId">The run.</param>
/// <param name="FinishedOn">When its model was registered, UTC.</param>
/// <param name="StartedOn">When it was asked for, UTC; absent when the registry was not told.</param>
public sealed record BuildMetadata(string InvocationId, DateTime FinishedOn, DateTime? StartedOn = null);
