namespace Trainyard.Pipelines.Receivers;

/// <summary>The receivers that a pipeline file can name: those that have a record here, by name.</summary>
public static class ReceiverKinds
{
    /// <summary>All of them.</summary>
    public static KindSet<ReceiverDefinition, ReceiverKind> All { get; } =
        KindSet<ReceiverDefinition, ReceiverKind>.Find("kind");

    /// <summary><c>alerts</c>: who is told of which endings, and how.</summary>
    internal static ListParser<AlertDefinition> Parser { get; } = new(
        CreateAlert(), "alerts such as - { on: [faulted], webhook: ... }")
    {
        TakesRepeats = true,
    };

    private static MapParser<AlertDefinition> CreateAlert()
    {
        var on = Key.Required(
            "on", "The endings it is about.", new ListParser<AlertOn>(new ChoiceParser<AlertOn>(), "endings"));
        var email = Key.Later(
            "email",
            "The address that receives a mail.",
            new TextParser("a mail address") { Pattern = "^[^\\s@]+@[^\\s@]+$" });
        Key[] receivers = [.. All.Select(kind => kind.Key), email];
        return new([on, .. receivers], f => new AlertDefinition
        {
            On = f.Get(on),
            Receiver = All.First(kind => f.Has(kind.Key)).Build(f),
        })
        {
            ExactlyOneOf = receivers,
        };
    }
}
