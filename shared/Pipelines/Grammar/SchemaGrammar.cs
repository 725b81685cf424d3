using Trainyard.Pipelines.Values;

namespace Trainyard.Pipelines.Grammar;

/// <summary><c>schema</c>: the columns the data must have.</summary>
internal static class SchemaGrammar
{
    private static readonly NumberParser Any = new("a number");

    private static readonly Key<ColumnType> Type = Key.Required(
        "type",
        "The type of its values: integer (64 bits, signed), number, boolean, category (a word out of a set), text "
        + "(free), date (a day), timestamp (a day and a time without a zone).",
        new ChoiceParser<ColumnType>
        {
            AlsoCalled = new Dictionary<string, ColumnType>
            {
                ["long"] = ColumnType.Integer,
                ["float"] = ColumnType.Number,
                ["double"] = ColumnType.Number,
                ["decimal"] = ColumnType.Number,
                ["string"] = ColumnType.Category,
                ["varchar"] = ColumnType.Category,
                ["datetime"] = ColumnType.Timestamp,
                ["time"] = ColumnType.Timestamp,
            },
        });

    private static readonly Key<string> Unit = Key.Optional(
        "unit",
        "The unit, for people: minutes, miles, dollars. It may stand beside each number of a text, as in 5.2 kg or $5; "
        + "the number is read as it stands, so that 5% is 5.",
        Names.Label);

    private static readonly Key<string> DecimalSign = Key.Optional(
        "decimal",
        "Integers and numbers that are written as text: what stands before the fraction, also in rows of requests. "
        + "Default: as the source says.",
        new TextParser("\".\" or \",\"") { Pattern = "^[.,]$", Longest = 1 });

    private static readonly Key<string> ThousandsSign = Key.Optional(
        "thousands",
        "Integers and numbers that are written as text: what stands between thousands, a comma, a point, a blank or an "
        + "apostrophe. Default: as the source says, and nothing where the column has 'decimal'.",
        new TextParser("\",\", \".\", \" \" or \"'\"") { Pattern = "^[., ']$", Longest = 1 });

    private static readonly Key<string> Description = Key.Optional(
        "description", "One sentence for people.", Names.Sentence);

    private static readonly Key<double> Min = Key.Optional(
        "min",
        "Integers and numbers: the smallest value allowed, in the data and in rows of requests. Default: any.",
        Any);

    private static readonly Key<double> Max = Key.Optional(
        "max",
        "Integers and numbers: the largest value allowed, in the data and in rows of requests. Default: any.",
        Any);

    private static readonly Key<IReadOnlyList<string>> Values = Key.Optional(
        "values",
        "Categories: the only values allowed, in the data and in rows of requests. Default: any.",
        new ListParser<string>(new WordParser(), "values"));

    private static readonly Key<string> Format = Key.Optional(
        "format",
        "Dates and timestamps that are written in another form than 2001-02-28T13:45:00, such as dd.MM.yyyy or "
        + "MM/dd/yyyy hh:mm tt, or epoch_seconds, epoch_millis. Rows of requests may have it too. See the service "
        + "Ingestion.",
        new TextParser("a form such as dd.MM.yyyy or MM/dd/yyyy hh:mm tt, or epoch_seconds or epoch_millis")
        {
            Check = form => TimeFormat.TryParse(form, out _, out var problem) ? null : problem,
        });

    private static readonly Key<bool> Required = Key.Optional(
        "required", "Whether data without the column is rejected.", new FlagParser(), true);

    private static readonly Key<bool> Nullable = Key.Optional(
        "nullable", "Whether a value may be missing.", new FlagParser(), true);

    public static OpenMapParser<ColumnDefinition> Parser { get; } = new(
        new MapParser<ColumnDefinition>(
            [
                Type, Format, Unit, DecimalSign, ThousandsSign, Description, Min, Max, Values, Required, Nullable,
            ],
            Build)
        {
            Shorthand = Type,
        },
        "columns with their types, such as delay: integer")
    {
        OnName = (name, context) => context.Declared.TryAdd(name, null),
    };

    private static ColumnDefinition Build(Fields f)
    {
        var name = f.Place.Name;
        var type = f.Get(Type);
        f.Context.Declared[name] = type;
        f.Refuse(Min, type is ColumnType.Integer or ColumnType.Number, "on columns of type integer and number");
        f.Refuse(Max, type is ColumnType.Integer or ColumnType.Number, "on columns of type integer and number");
        f.Refuse(
            DecimalSign, type is ColumnType.Integer or ColumnType.Number, "on columns of type integer and number");
        f.Refuse(
            ThousandsSign, type is ColumnType.Integer or ColumnType.Number, "on columns of type integer and number");
        if (f.Find(ThousandsSign) is { } sign && sign == f.Find(DecimalSign))
            f.Complain(
                ThousandsSign,
                "'thousands' and 'decimal' are the same sign, so that no number could be told from another.");
        f.Refuse(
            Values,
            type is ColumnType.Category,
            "on columns of type category (elsewhere there is the quality rule 'values')");
        f.Order(Min, Max);
        f.Refuse(Format, type is ColumnType.Date or ColumnType.Timestamp, "on columns of type date and timestamp");
        if (type == ColumnType.Date && f.Find(Format) is { } form && TimeFormat.TryParse(form, out var days, out _)
            && days.HasTime)
            f.Complain(Format, $"'{form}' has a time of day: call the column a timestamp, or leave the time out.");
        if (f.Context.Ignored.Contains(name))
            f.Complain(Type, $"'{ScalarNode.Quote(name)}' is left out by source.ignore. Remove it here or there.");
        if (f.Find(Values) is { } values) f.Context.DeclaredValues[name] = values;
        return new ColumnDefinition
        {
            Name = name,
            Type = type,
            Format = f.Find(Format),
            Unit = f.Find(Unit),
            Decimal = f.Find(DecimalSign),
            Thousands = f.Find(ThousandsSign),
            Description = f.Find(Description),
            Min = f.FindValue(Min),
            Max = f.FindValue(Max),
            Values = f.Find(Values) ?? [],
            Required = f.Get(Required),
            Nullable = f.Get(Nullable),
        };
    }
}
