using Trainyard.Contracts;
namespace Trainyard.Pipelines;

/// <summary>
/// <c>participants</c>, <c>steps</c>, <c>deploy</c> and <c>alerts</c>: who takes part, where a model goes, who is told.
/// </summary>
internal static class PeopleGrammar
{
    public static MapParser<IReadOnlyDictionary<string, ParticipantDefinition>> Participants { get; } =
        CreateParticipants();

    public static MapParser<IReadOnlyDictionary<string, string>> Steps { get; } = CreateSteps();

    public static MapParser<DeployDefinition> Deploy { get; } = CreateDeploy();

    public static ListParser<AlertDefinition> Alerts { get; } = new(
        CreateAlert(), "alerts such as - { on: [faulted], webhook: ... }")
    {
        TakesRepeats = true,
    };

    private static MapParser<IReadOnlyDictionary<string, ParticipantDefinition>> CreateParticipants()
    {
        var name = Key.Optional("name", "What diagrams and alerts call it. Default: the role.", Names.Label);
        var team = Key.Optional("team", "The team that owns it.", Names.Label);
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
                step.Key, $"What this team calls the step. Default: {step.Label}.", Names.Label))
            .ToArray();
        return new(names, f => new SortedDictionary<string, string>(
            names.Where(f.Has).ToDictionary(name => name.Name, f.Get), StringComparer.Ordinal));
    }

    private static MapParser<DeployDefinition> CreateDeploy()
    {
        var to = Key.Optional("to", "The alias that the version is deployed under.", Names.Plain, "staging");
        return new([to], f => new DeployDefinition { To = f.Get(to) }) { Shorthand = to };
    }

    private static MapParser<AlertDefinition> CreateAlert()
    {
        var on = Key.Required(
            "on", "The endings it is about.", new ListParser<AlertOn>(new ChoiceParser<AlertOn>(), "endings"));
        var webhook = Key.Optional(
            "webhook",
            "The address that receives a JSON document by POST. May hold ${NAME}.",
            new TextParser("an address that begins with http:// or https://")
            {
                Pattern = "^https?://[^\\s/?#]+",
                TakesSecrets = true,
                Longest = 2000,
                Check = a => Uri.TryCreate(a, UriKind.Absolute, out _)
                    ? null
                    : "This is no address that a request can be sent to.",
            });
        var email = Key.Later(
            "email",
            "The address that receives a mail.",
            new TextParser("a mail address") { Pattern = "^[^\\s@]+@[^\\s@]+$" });
        return new([on, webhook, email], f => new AlertDefinition { On = f.Get(on), Webhook = f.Get(webhook) })
        {
            ExactlyOneOf = [webhook, email],
        };
    }
}
