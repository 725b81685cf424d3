namespace Trainyard.Pipelines.Grammar;

/// <summary><c>features</c>: what the trainer sees; an item may give several.</summary>
internal static class FeatureGrammar
{
    private static readonly Key<int> Buckets = Key.Optional(
        "buckets", "Hashed: how many buckets.", new WholeParser<int>(2, 65_536), 256);

    private static readonly Key<int> MinCount = Key.Optional(
        "min_count",
        "Words seen less often in the training part count as unknown.",
        new WholeParser<int>(1, 1_000_000),
        1);

    private static readonly ChoiceParser<DatePart> Parts = new()
    {
        AlsoCalled = new Dictionary<string, DatePart>
        {
            ["day"] = DatePart.DayOfMonth, ["weekday"] = DatePart.DayOfWeek, ["dow"] = DatePart.DayOfWeek,
        },
    };

    public static ListParser<IReadOnlyList<FeatureDefinition>> Parser { get; } = new(
        new KindParser<IReadOnlyList<FeatureDefinition>>(
            "feature",
            [
                Key.Optional("numeric", "Numbers and booleans.", Numeric()),
                Key.Optional(
                    "categories",
                    "Words, also whole numbers or booleans that are names rather than amounts.",
                    Categories()),
                Key.Optional("date_parts", "Parts of a date or timestamp.", DateParts()),
                Key.Optional("expression", "Numbers computed from columns of the same row, by name.", Expressions()),
                Key.Optional("cross", "Columns of words taken together as one.", Cross()),
            ]),
        "features such as - numeric: [distance]") { TakesRepeats = true };

    private static ListParser<string> Columns(ColumnNeed need, int fewest = 1) =>
        new(new ColumnParser(ColumnUse.Feature, need), "columns") { Fewest = fewest };

    private static MapParser<IReadOnlyList<FeatureDefinition>> Numeric()
    {
        var columns = Key.Required("columns", "The columns: integer, number or boolean.", Columns(ColumnNeed.Amount));
        var impute = Key.Optional(
            "impute",
            "What a missing value becomes: none (it stays so, or the mean where training has none), the mean or median "
                + "of the training part, a constant.",
            new ChoiceParser<Imputation>(),
            Imputation.None);
        var constant = Key.Optional("constant", "The value for impute: constant.", new NumberParser("a number"), 0.0);
        var scale = Key.Optional(
            "scale",
            "standard: less the mean, divided by the standard deviation; min_max: the range becomes 0 to 1; both of "
            + "the training part.",
            new ChoiceParser<Scaling>(),
            Scaling.None);
        return new([columns, impute, constant, scale], f =>
        {
            f.Refuse(constant, f.Get(impute) == Imputation.Constant, "with impute: constant");
            return
            [
                new NumericFeatures
                {
                    Columns = f.Get(columns), Impute = f.Get(impute), Constant = f.Get(constant), Scale = f.Get(scale),
                },
            ];
        })
        { Shorthand = columns };
    }

    private static MapParser<IReadOnlyList<FeatureDefinition>> Categories()
    {
        var columns = Key.Required("columns", "The columns: category, integer or boolean.", Columns(ColumnNeed.Name));
        var encode = Key.Optional(
            "encode",
            "codes: names that the trainer knows as such; one_hot: 0 and 1 for each word; ordinal: ranks; hashed: hash "
            + "buckets; target_mean: the mean of the target for the word, fitted out of fold.",
            new ChoiceParser<CategoryEncoding>(),
            CategoryEncoding.Codes);
        var order = Key.Optional(
            "order",
            "Ordinal: the words from lowest to highest. Default: their ordinal (byte) order.",
            new ListParser<string>(new WordParser(), "words") { Fewest = 2 });
        return new([columns, encode, order, Buckets, MinCount], f =>
        {
            var encoding = f.Get(encode);
            f.Refuse(order, encoding == CategoryEncoding.Ordinal, "with encode: ordinal");
            if (f.Has(order)) CheckCommand(f, f.Get(columns), order);
            f.Refuse(Buckets, encoding == CategoryEncoding.Hashed, "with encode: hashed");
            f.Refuse(
                MinCount, encoding != CategoryEncoding.Hashed, "when words are counted, so not with encode: hashed");
            return
            [
                new CategoryFeatures
                {
                    Columns = f.Get(columns),
                    Encode = encoding,
                    Order = f.Find(order) ?? [],
                    Buckets = f.Get(Buckets),
                    MinCount = f.Get(MinCount),
                },
            ];
        })
        { Shorthand = columns };
    }

    private static void CheckCommand(Fields f, IReadOnlyList<string> columns, Key<IReadOnlyList<string>> order)
    {
        foreach (var column in columns)
        {
            if (!f.Context.DeclaredValues.TryGetValue(column, out var values)) continue;
            if (f.Get(order).FirstOrDefault(word => !values.Contains(word)) is { } unknown)
                f.Complain(
                    order,
                    $"'{unknown}' is no value of '{column}'. {f.Context.Suggestions.Suggest(unknown, values)}");
            else if (values.FirstOrDefault(value => !f.Get(order).Contains(value)) is { } left)
                f.Complain(order, $"'{left}' is a value of '{column}' too, and needs a place in the order.");
        }
    }

    private static MapParser<IReadOnlyList<FeatureDefinition>> DateParts()
    {
        var column = Key.Required(
            "column", "The column: date or timestamp.", new ColumnParser(ColumnUse.Feature, ColumnNeed.Time));
        var parts = Key.Required(
            "parts",
            "The parts. day_of_week begins with Sunday, 0; week is that of ISO 8601.",
            new ListParser<DatePart>(Parts, "parts"));
        return new([column, parts], f =>
        {
            if (f.Context.Declared.GetValueOrDefault(f.Get(column)) is { } type
                && FeatureRules.Lacking(f.Get(column), type, f.Get(parts)) is { } lacking)
                f.Complain(parts, lacking);
            return [new DatePartFeatures { Column = f.Get(column), Parts = f.Get(parts) }];
        });
    }

    private static Parser<IReadOnlyList<FeatureDefinition>> Expressions() =>
        new SelectParser<IReadOnlyList<KeyValuePair<string, string>>, IReadOnlyList<FeatureDefinition>>(
            new OpenMapParser<string>(
                new ExpressionValueParser(ColumnUse.Feature, "x * y * z"),
                "names with expressions, such as { volume: x * y * z }")
            { Names = Names.Label },
            named => [.. named.Select(n => new ExpressionFeature { Name = n.Key, Value = n.Value })]);

    private static MapParser<IReadOnlyList<FeatureDefinition>> Cross()
    {
        var columns = Key.Required("columns", "The columns, two at least.", Columns(ColumnNeed.Name, fewest: 2));
        var encode = Key.Optional(
            "encode",
            "How the combinations become numbers, as for categories.",
            new ChoiceParser<CategoryEncoding>(
                CategoryEncoding.Codes, CategoryEncoding.OneHot, CategoryEncoding.Hashed, CategoryEncoding.TargetMean),
            CategoryEncoding.Codes);
        return new([columns, encode, Buckets, MinCount], f =>
        {
            var hashed = f.Get(encode) == CategoryEncoding.Hashed;
            f.Refuse(Buckets, hashed, "with encode: hashed");
            f.Refuse(MinCount, !hashed, "when combinations are counted, so not with encode: hashed");
            return
            [
                new CrossFeature
                {
                    Columns = f.Get(columns),
                    Encode = f.Get(encode),
                    Buckets = f.Get(Buckets),
                    MinCount = f.Get(MinCount),
                },
            ];
        })
        { Shorthand = columns };
    }
}
