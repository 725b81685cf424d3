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
        var payload = ProvenanceJson.Write(Of(facts));
        var text = DsseEnvelope.Sign(InTotoStatement.MediaType, payload, key).Write();
        return text.Length <= DsseEnvelope.Longest
            ? text
            : throw new StatementException(
                $"Its statement would have {text.Length:N0} characters; at most {DsseEnvelope.Longest:N0} are read.");
    }

    /// <summary>What a statement says, once it is known who signed it.</summary>
    /// <param name="envelope">The text of the envelope.</param>
    /// <param name="keys">Whose statements are believed.</param>
    /// <exception cref="StatementException">Nobody of them signed it, or it is not such a statement.</exception>
    public static VersionFacts Open(string envelope, TrustedKeys keys)
    {
        var signed = DsseEnvelope.Read(envelope);
        var payload = signed.Open(keys);
        Expect("payload", signed.PayloadType, InTotoStatement.MediaType);
        return Read(ProvenanceJson.Read<InTotoStatement>(payload, "Its statement"));
    }

    /// <summary>What is known of a version, in the field's form.</summary>
    internal static InTotoStatement Of(VersionFacts facts) => new()
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

    private static VersionFacts Read(InTotoStatement statement)
    {
        Expect("statement", statement.Type, InTotoStatement.CurrentType);
        Expect("predicate", statement.PredicateType, SlsaProvenance.PredicateType);
        var (definition, details) = (statement.Predicate.BuildDefinition, statement.Predicate.RunDetails);
        Expect("build", definition.BuildType, BuildDefinition.TrainingRun);
        Expect("builder", details.Builder.Id, Builder.Yard);
        var (model, version) = (definition.ExternalParameters.Model, definition.InternalParameters.Version);
        var report = Only(details.Byproducts, Report);
        return new VersionFacts
        {
            Model = model,
            Version = version,
            RunId = Guid.TryParseExact(details.Metadata.InvocationId, "D", out var run)
                ? run
                : throw new StatementException("Its statement names no run."),
            Artifact = statement.Subject.Count == 1
                ? Only(statement.Subject, NameOf(model, version)).Hash()
                : throw new StatementException($"Its statement is about {statement.Subject.Count} artifacts, not one."),
            Definition = Only(definition.ResolvedDependencies, Definition).Hash(),
            Snapshot = Only(definition.ResolvedDependencies, Snapshot).Hash(),
            Features = Only(details.Byproducts, Features).Hash(),
            Report = report.Hash(),
            Metrics = report.Annotations?.Metrics ?? new Dictionary<string, double>(),
            Gate = report.Annotations?.Gate ?? [],
            Seed = definition.InternalParameters.Seed,
            CodeVersion = details.Builder.Version.GetValueOrDefault(Builder.Registry, ""),
            RequestedAt = Utc(details.Metadata.StartedOn),
            RegisteredAt = Utc(details.Metadata.FinishedOn)!.Value,
        };
    }

    private static string NameOf(string model, int version) => $"{model}/{version}";

    private static ResourceDescriptor Only(IReadOnlyList<ResourceDescriptor> resources, string name) =>
        resources.Count(resource => resource?.Name == name) == 1
            ? resources.Single(resource => resource?.Name == name)
            : throw new StatementException($"Its statement does not name one '{name}'.");

    private static void Expect(string what, string found, string expected)
    {
        if (found != expected)
            throw new StatementException($"The type of its {what} is '{ShownText.Of(found)}', not '{expected}'.");
    }

    private static DateTimeOffset? Utc(DateTime? time) =>
        time is { } at ? new DateTimeOffset(at.ToUniversalTime()) : null;
}
