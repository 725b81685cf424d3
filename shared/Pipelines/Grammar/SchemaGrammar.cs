namespace Trainyard.Pipelines;

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
        "unit", "The unit, for people: minutes, miles, dollars.", Names.Label);

    private static readonly Key<string> Description = Key.Optional(
        "description", "One sentence for people.", Names.Sentence);

    private static readonly Key<double> Min = Key.Optional(
        "min", "Integers and numbers: the smallest value allowed. Default: any.", Any);

    private static readonly Key<double> Max = Key.Optional(
        "max", "Integers and numbers: the largest value allowed. Default: any.", Any);

    private static readonly Key<IReadOnlyList<string>> Values = Key.Optional(
        "values",
        "Categories: the only values allowed. Default: any.",
        new ListParser<string>(new WordParser(), "values"));

    private static readonly Key<bool> Required = Key.Optional(
        "required", "Whether data without the column is rejected.", new FlagParser(), true);

    private static readonly Key<bool> Nullable = Key.Optional(
        "nullable", "Whether a value may be missing.", new FlagParser(), true);

    public static OpenMapParser<ColumnDefinition> Parser { get; } = new(
        new MapParser<ColumnDefinition>([Type, Unit, Description, Min, Max, Values, Required, Nullable], Build)
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
            Values,
            type is ColumnType.Category,
            "on columns of type category (elsewhere there is the quality rule 'values')");
        f.Order(Min, Max);
        if (f.Find(Values) is { } values) f.Context.DeclaredValues[name] = values;
        return new ColumnDefinition
        {
            Name = name,
            Type = type,
            Unit = f.Find(Unit),
            Description = f.Find(Description),
            Min = f.FindValue(Min),
            Max = f.FindValue(Max),
            Values = f.Find(Values) ?? [],
            Required = f.Get(Required),
            Nullable = f.Get(Nullable),
        };
    }
}
