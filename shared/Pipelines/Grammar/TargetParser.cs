using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;

using Trainyard.Metrics;

namespace Trainyard.Pipelines.Grammar;

/// <summary>
/// <c>target</c>: a column as it is (<c>{ column: churn, task: binary }</c>), or a name the file gives to an expression
/// (<c>{ late: delay > 15, task: binary }</c>).
/// </summary>
internal sealed class TargetParser : Parser<TargetDefinition>
{
    private static readonly Key<string> Column = Key.Required(
        "column", "The column to predict, as it is.", new ColumnParser(ColumnUse.Target, ColumnNeed.Any));

    private static readonly Key<LearningTask> Task = Key.Required(
        "task",
        "The kind of prediction: one of two classes, one of several, or a number.",
        new ChoiceParser<LearningTask>
        {
            AlsoCalled = new Dictionary<string, LearningTask>
            {
                ["classification"] = LearningTask.Binary,
                ["categorical"] = LearningTask.Multiclass,
                ["numeric"] = LearningTask.Regression,
            },
        });

    private static readonly Key<string> Positive = Key.Optional(
        "positive",
        "Binary, a column of two words: the one that counts as positive. Default: true, 1, or the later of the two in "
        + "ordinal order.",
        new WordParser());

    private static readonly ExpressionValueParser Computed = new(ColumnUse.Target, "delay > 15");

    private static readonly MapParser<TargetDefinition> OfColumn = new([Column, Task, Positive], f =>
    {
        f.Refuse(Positive, f.Get(Task) == LearningTask.Binary, "with task: binary");
        if (f.Context.DeclaredValues.TryGetValue(f.Get(Column), out var values)) CheckValues(f, values);
        return new TargetDefinition { Name = f.Get(Column), Task = f.Get(Task), Positive = f.Find(Positive) };
    });

    /// <inheritdoc/>
    public override IReadOnlyList<Key> Keys => OfColumn.Keys;

    /// <inheritdoc/>
    public override string Expected =>
        "a column ({ column: churn, task: binary }) or an expression ({ late: delay > 15, task: binary })";

    /// <inheritdoc/>
    public override bool TryRead(Place place, ParseContext context, [MaybeNullWhen(false)] out TargetDefinition value)
    {
        if (place.Node is not MapNode { Entries.Count: > 0 } map) return Refuse(place, context, out value);
        var named = map.Entries.Where(e => e.Key.Text is not ("column" or "task" or "positive")).ToArray();
        if (map.Find("column") is not null || named.Length == 0) return OfColumn.TryRead(place, context, out value);

        value = null;
        var task = default(LearningTask);
        var complete = map.Find("task") is { } entry
            && ((Parser<LearningTask>)Task.Parser).TryRead(place.Under("task", entry.Value), context, out task);
        if (map.Find("task") is null) context.Complain(place, $"'task' is missing: {Task.Parser.Expected}.");
        if (map.Find("positive") is { } positive)
        {
            complete = false;
            context.Complain(
                place.Under("positive", positive.Key),
                "'positive' has an effect on a column only; of an expression, true is positive. Remove it.");
        }

        foreach (var extra in named.Skip(1))
        {
            complete = false;
            var near = context.Suggestions.Nearest(extra.Key.Text, ["task", "positive"]);
            var meant = near is null ? "" : $" Did you mean '{near}'?";
            context.Complain(
                place.Under(extra.Key.Text, extra.Key),
                $"A pipeline predicts one thing, and '{ScalarNode.Quote(named[0].Key.Text)}' is it already.{meant}");
        }

        var name = named[0].Key;
        complete &= TryCompute(name, place.Under(name.Text, named[0].Value), context, out var expression);
        if (!complete) return false;
        value = new TargetDefinition { Name = name.Text, Expression = expression!, Task = task };
        return true;
    }

    /// <inheritdoc/>
    public override JsonObject Schema()
    {
        var computed = new MapParser<int>([Task], _ => 0).Schema(null, null);
        computed["properties"]!["column"] = false;
        computed["properties"]!["positive"] = false;
        computed["additionalProperties"] = Computed.Schema();
        computed["minProperties"] = 2;
        computed["maxProperties"] = 2;
        return new JsonObject { ["anyOf"] = new JsonArray(OfColumn.Schema(), computed) };
    }

    private static void CheckValues(Fields f, IReadOnlyList<string> values)
    {
        var column = f.Get(Column);
        if (f.Find(Positive) is { } positive && !values.Contains(positive))
            f.Complain(
                Positive,
                $"'{positive}' is no value of '{column}'. {f.Context.Suggestions.Suggest(positive, values)}");
        if (f.Get(Task) == LearningTask.Binary && values.Count != 2)
            f.Complain(Task, $"'{column}' has {values.Count} values in the schema; a binary task has two.");
    }

    private static bool TryCompute(
        ScalarNode name, Place at, ParseContext context, [MaybeNullWhen(false)] out string expression)
    {
        var named = Names.Label.TryRead(at with { Node = name with { IsPlain = false } }, context, out _);
        if (!Computed.TryRead(at, context, out expression)) return false;
        if (Expression.TryParse(expression, out var parsed, out _) && parsed is Expression.Column column)
        {
            context.Complain(
                at,
                $"To predict a column as it is, write column: {ScalarNode.Quote(column.Name)}; "
                + "to compute, write such as delay > 15.");
            return false;
        }

        return named;
    }
}
