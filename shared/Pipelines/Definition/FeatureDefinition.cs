using System.Text.Json.Serialization;

namespace Trainyard.Pipelines.Definition;

/// <summary>Features that are made from columns; what they need to know is fitted on the training part.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "feature")]
[JsonDerivedType(typeof(NumericFeatures), "numeric")]
[JsonDerivedType(typeof(CategoryFeatures), "categories")]
[JsonDerivedType(typeof(DatePartFeatures), "date_parts")]
[JsonDerivedType(typeof(ExpressionFeature), "expression")]
[JsonDerivedType(typeof(CrossFeature), "cross")]
public abstract record FeatureDefinition;

/// <summary><c>numeric</c>: number and boolean columns.</summary>
public sealed record NumericFeatures : FeatureDefinition
{
    /// <summary>The columns.</summary>
    public required IReadOnlyList<string> Columns { get; init; }

    /// <summary>
    /// What a missing value becomes. Default: none, it stays missing; trainers that can't have that refuse it.
    /// </summary>
    public Imputation Impute { get; init; } = Imputation.None;

    /// <summary>The value for <see cref="Imputation.Constant"/>. Default: 0.</summary>
    public double Constant { get; init; }

    /// <summary>How values are scaled. Default: none.</summary>
    public Scaling Scale { get; init; } = Scaling.None;
}

/// <summary>What a missing number becomes.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Imputation>))]
public enum Imputation
{
    /// <summary>It stays missing.</summary>
    None,

    /// <summary>The mean of the training part.</summary>
    Mean,

    /// <summary>The median of the training part.</summary>
    Median,

    /// <summary>A constant.</summary>
    Constant,
}

/// <summary>How numbers are scaled.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Scaling>))]
public enum Scaling
{
    /// <summary>As they are.</summary>
    None,

    /// <summary>Less the mean, divided by the standard deviation of the training part.</summary>
    Standard,

    /// <summary>The range of the training part becomes 0 to 1.</summary>
    MinMax,
}

/// <summary>
/// <c>categories</c>: columns of words, also of whole numbers or booleans that are names rather than amounts.
/// </summary>
public sealed record CategoryFeatures : FeatureDefinition
{
    /// <summary>The columns.</summary>
    public required IReadOnlyList<string> Columns { get; init; }

    /// <summary>How words become numbers. Default: codes.</summary>
    public CategoryEncoding Encode { get; init; } = CategoryEncoding.Codes;

    /// <summary>Ordinal: the words from lowest to highest. Default: their ordinal (byte) order.</summary>
    public IReadOnlyList<string> Order { get; init; } = [];

    /// <summary>Hashed: how many buckets, 2 to 65536. Default: 256.</summary>
    public int Buckets { get; init; } = 256;

    /// <summary>Words seen less often in the training part count as unknown. Default: 1.</summary>
    public int MinCount { get; init; } = 1;
}

/// <summary>How words become numbers.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CategoryEncoding>))]
public enum CategoryEncoding
{
    /// <summary>One column of codes, which the trainer treats as names; unknown words are missing.</summary>
    Codes,

    /// <summary>One column of 0 and 1 for each word; unknown words are 0 everywhere.</summary>
    OneHot,

    /// <summary>One column of ranks, which the trainer treats as an amount; unknown words are missing.</summary>
    Ordinal,

    /// <summary>
    /// One column of hash buckets, which the trainer treats as names; needs no fitting, knows no unknown words.
    /// </summary>
    Hashed,

    /// <summary>
    /// One column: the mean of the target for the word, shrunk towards the mean of all, fitted out of fold.
    /// </summary>
    TargetMean,
}

/// <summary><c>date_parts</c>: parts of a timestamp or date.</summary>
public sealed record DatePartFeatures : FeatureDefinition
{
    /// <summary>The column.</summary>
    public required string Column { get; init; }

    /// <summary>The parts.</summary>
    public required IReadOnlyList<DatePart> Parts { get; init; }
}

/// <summary>Parts of a timestamp or date.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DatePart>))]
public enum DatePart
{
    /// <summary>The year.</summary>
    Year,

    /// <summary>1 to 4.</summary>
    Quarter,

    /// <summary>1 to 12.</summary>
    Month,

    /// <summary>1 to 31.</summary>
    DayOfMonth,

    /// <summary>1 to 366.</summary>
    DayOfYear,

    /// <summary>0 (Sunday) to 6.</summary>
    DayOfWeek,

    /// <summary>ISO 8601, 1 to 53.</summary>
    Week,

    /// <summary>0 to 23.</summary>
    Hour,

    /// <summary>0 to 59.</summary>
    Minute,

    /// <summary>0 to 1439.</summary>
    MinuteOfDay,
}

/// <summary><c>expression</c>: a number computed from columns of the same row.</summary>
public sealed record ExpressionFeature : FeatureDefinition
{
    /// <summary>The name of the feature.</summary>
    public required string Name { get; init; }

    /// <summary>The expression, for example <c>x * y * z</c> or <c>log(carat)</c>.</summary>
    public required string Value { get; init; }
}

/// <summary><c>cross</c>: two or more columns of words taken together as one, as codes.</summary>
public sealed record CrossFeature : FeatureDefinition
{
    /// <summary>The columns, two at least.</summary>
    public required IReadOnlyList<string> Columns { get; init; }

    /// <summary>How the pairs become numbers. Default: codes.</summary>
    public CategoryEncoding Encode { get; init; } = CategoryEncoding.Codes;

    /// <summary>Hashed: how many buckets, 2 to 65536. Default: 256.</summary>
    public int Buckets { get; init; } = 256;

    /// <summary>Pairs seen less often in the training part count as unknown. Default: 1.</summary>
    public int MinCount { get; init; } = 1;
}
