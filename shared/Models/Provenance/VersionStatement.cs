namespace Trainyard.Models.Provenance;

/// <summary>The signed statement about a version: an in-toto Statement with SLSA provenance, in a DSSE
/// envelope.</summary>
public static class VersionStatement
{
    private const string Definition = "definition";
    private const string Snapshot = "snapshot";
    private const string Features = "features";
    private const string Report = "report";

    /// <summary>States and signs what is known of a version.</summary>
    /// <returns>The text of the envelope.</returns>
    /// <exception cref="StatementException">It would be longer than anybody reads.</exception>
    public static string Sign(VersionFacts facts, SigningKey key)
    {
        ArgumentNullException.ThrowIfNull(facts);
        return InTotoStatement.Sign(Of(facts), key);
    }

    /// <summary>What a statement says, once it is known who signed it.</summary>
    /// <param name="envelope">The text of the envelope.</param>
    /// <param name="keys">Whose statements are believed.</param>
    /// <exception cref="StatementException">Nobody of them signed it, or it is not such a statement.</exception>
    public static VersionFacts Open(string envelope, TrustedKeys keys) =>
        Read(InTotoStatement.Open<SlsaProvenance>(envelope, SlsaProvenance.PredicateType, keys));

    /// <summary>What is known of a version, in the field's form.</summary>
    internal static InTotoStatement<SlsaProvenance> Of(VersionFacts facts) => new()
    {
        Type = InTotoStatement.CurrentType,
        Subject = [ResourceDescriptor.Of(NameOf(facts.Model, facts.Version), facts.Artifact)],
        PredicateType = SlsaProvenance.PredicateType,
        Predicate = new()
        {
            BuildDefinition = new()
            {
                BuildType = BuildDefinition.TrainingRun,
                ExternalParameters = new(facts.Model),
                InternalParameters = new(facts.Version, facts.Seed),
                ResolvedDependencies =
                [
                    ResourceDescriptor.Of(Definition, facts.Definition),
                    ResourceDescriptor.Of(Snapshot, facts.Snapshot),
                ],
            },
            RunDetails = new()
            {
                Builder = new()
                {
                    Id = Builder.Yard,
                    Version = new Dictionary<string, string> { [Builder.Registry] = facts.CodeVersion },
                },
                Metadata = new(
                    facts.RunId.ToString(), facts.RegisteredAt.UtcDateTime, facts.RequestedAt?.UtcDateTime),
                Byproducts =
                [
                    ResourceDescriptor.Of(Features, facts.Features),
                    ResourceDescriptor.Of(Report, facts.Report) with
                    {
                        Annotations = new() { Metrics = facts.Metrics, Gate = facts.Gate },
                    },
                ],
            },
        },
    };

    private static VersionFacts Read(InTotoStatement<SlsaProvenance> statement)
    {
        var (definition, details) = (statement.Predicate.BuildDefinition, statement.Predicate.RunDetails);
        InTotoStatement.Expect("build", definition.BuildType, BuildDefinition.TrainingRun);
        InTotoStatement.Expect("builder", details.Builder.Id, Builder.Yard);
        var (model, version) = (definition.ExternalParameters.Model, definition.InternalParameters.Version);
        var report = InTotoStatement.Only(details.Byproducts, Report);
        return new VersionFacts
        {
            Model = model,
            Version = version,
            RunId = Guid.TryParseExact(details.Metadata.InvocationId, "D", out var run)
                ? run
                : throw new StatementException("Its statement names no run."),
            Artifact = statement.OnlySubject(NameOf(model, version)),
            Definition = InTotoStatement.Only(definition.ResolvedDependencies, Definition).Hash(),
            Snapshot = InTotoStatement.Only(definition.ResolvedDependencies, Snapshot).Hash(),
            Features = InTotoStatement.Only(details.Byproducts, Features).Hash(),
            Report = report.Hash(),
            Metrics = report.Annotations?.Metrics ?? new Dictionary<string, double>(),
            Gate = report.Annotations?.Gate ?? [],
            Seed = definition.InternalParameters.Seed,
            CodeVersion = details.Builder.Version.GetValueOrDefault(Builder.Registry, ""),
            RequestedAt = Utc(details.Metadata.StartedOn),
            RegisteredAt = Utc(details.Metadata.FinishedOn)!.Value,
        };
    }

    internal static string NameOf(string model, int version) => $"{model}/{version}";

    private static DateTimeOffset? Utc(DateTime? time) =>
        time is { } at ? new DateTimeOffset(at.ToUniversalTime()) : null;
}
