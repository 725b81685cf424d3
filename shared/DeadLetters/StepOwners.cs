using System.Text.Json;
using Trainyard.Artifacts;
using Trainyard.Contracts;
using Trainyard.Pipelines;

namespace Trainyard.DeadLetters;

/// <summary>Says whose a dead command or reply is, in the words of its pipeline: as the run itself, its diagram and its
/// alerts would.</summary>
internal sealed class StepOwners(IArtifactStore artifacts)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);
    private static readonly Cast Unnamed = new([], new Dictionary<string, string>(), owner: null);

    /// <summary>Null where the message is neither a command of the sequence nor its reply.</summary>
    public async Task<StepOwner?> Of(DeadBody body, CancellationToken cancellation)
    {
        var asked = body.Contract is { } contract ? Sequence.OfCommand(contract)?.Step : null;
        if ((asked ?? body.Step) is not { } step)
            return null;
        var cast = await CastOf(body, cancellation);
        return new(cast.NameOf(step), cast.WorkerOf(step).Name, cast.OwnerOf(step));
    }

    /// <summary>What a dead message names need not be there, or be what it says.</summary>
    private async Task<Cast> CastOf(DeadBody body, CancellationToken cancellation)
    {
        try
        {
            return body.Definition?.Deserialize<ArtifactReference>(Json) is { } definition
                ? PipelineJson.Read(await artifacts.Read(definition, cancellation)).Cast()
                : Unnamed;
        }
        catch (Exception exception) when (exception is JsonException or ArtifactMissingException
            or ArtifactDamagedException or IOException or ArgumentException or NotSupportedException)
        {
            return Unnamed;
        }
    }
}

/// <summary>Whose a step is.</summary>
/// <param name="StepName">What its pipeline calls it.</param>
/// <param name="Participant">What its pipeline calls the part of the sequence that does it.</param>
/// <param name="Team">The team that owns it, else the pipeline; null where nobody is named.</param>
internal sealed record StepOwner(string StepName, string Participant, string? Team);
