using Trainyard.Contracts;

namespace Trainyard.Pipelines.Grammar;

/// <summary>
/// <c>participants</c>, <c>steps</c> and <c>deploy</c>: who takes part, what steps are called, where a model goes.
/// </summary>
internal static class PeopleGrammar
{
    public static MapParser<IReadOnlyDictionary<string, ParticipantDefinition>> Participants { get; } =
        CreateParticipants();

    public static MapParser<IReadOnlyDictionary<string, string>> Steps { get; } = CreateSteps();

    public static MapParser<DeployDefinition> Deploy { get; } = CreateDeploy();

    private static MapParser<IReadOnlyDictionary<string, ParticipantDefinition>> CreateParticipants()
    {
        var name = Key.Optional("name", "What diagrams and alerts call it. Default: the role.", Names.Title);
        var team = Key.Optional("team", "The team that owns it.", Names.Title);
        var participant = new MapParser<ParticipantDefinition>([name, team], f =>
        {
            if (!f.Has(name) && !f.Has(team))
                f.Context.Complain(f.Place, "A participant has a 'name', a 'team' or both.");
            return new ParticipantDefinition { Name = f.Find(name), Team = f.Find(team) };
        })
        { Shorthand = name, Definition = "participant" };
        var roles = Role.All.Select(r => Key.Optional(r, $"The {r} of the sequence.", participant)).ToArray();
        return new(roles, f => new SortedDictionary<string, ParticipantDefinition>(
            roles.Where(f.Has).ToDictionary(r => r.Name, f.Get), StringComparer.Ordinal));
    }

    private static MapParser<IReadOnlyDictionary<string, string>> CreateSteps()
    {
        var names = Sequence.Steps
            .Select(step => Key.Optional(
                step.Key, $"What this team calls the step. Default: {step.Label}.", Names.Title))
            .ToArray();
        return new(names, f => new SortedDictionary<string, string>(
            names.Where(f.Has).ToDictionary(name => name.Name, f.Get), StringComparer.Ordinal));
    }

    private static MapParser<DeployDefinition> CreateDeploy()
    {
        var to = Key.Optional("to", "The alias that the version is deployed under.", Names.Alias, "staging");
        return new([to], f => new DeployDefinition { To = f.Get(to) }) { Shorthand = to };
    }
}
