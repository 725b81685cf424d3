using System.Text.Json.Serialization;

using Trainyard.Pipelines.Expressions;

namespace Trainyard.Features.Steps;

/// <summary>One named step of a fitted feature; what it learned are its parameters, and nothing else.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "step")]
[JsonDerivedType(typeof(Compute), "compute")]
[JsonDerivedType(typeof(Impute), "impute")]
[JsonDerivedType(typeof(Shift), "shift")]
[JsonDerivedType(typeof(Standardize), "standardize")]
[JsonDerivedType(typeof(MinMax), "min_max")]
[JsonDerivedType(typeof(PartOfDate), "date_part")]
[JsonDerivedType(typeof(Join), "join")]
[JsonDerivedType(typeof(Code), "code")]
[JsonDerivedType(typeof(IsWord), "is_word")]
[JsonDerivedType(typeof(Rank), "rank")]
[JsonDerivedType(typeof(Hash), "hash")]
[JsonDerivedType(typeof(MeanOfTarget), "target_mean")]
internal abstract record FeatureStep;

/// <summary>
/// Numbers to numbers; NaN is missing. Called with many rows or with one, and must not be able to tell.
/// </summary>
internal abstract record NumberStep : FeatureStep
{
    /// <summary>Changes the values in place.</summary>
    public abstract void Apply(Span<double> values);
}

/// <summary>A word to a number. Called once for each distinct word of a column, or once for a row.</summary>
internal abstract record WordStep : FeatureStep
{
    /// <summary>The number for a word; null is missing, and NaN means missing or unknown.</summary>
    public abstract double Of(string? word);
}

/// <summary><c>compute</c>: the value of an expression over the inputs.</summary>
/// <param name="Expression">The expression, as in the pipeline file.</param>
internal sealed record Compute(string Expression) : FeatureStep;

/// <summary><c>join</c>: the words of the inputs become one; one missing makes the whole missing.</summary>
/// <param name="Separator">What stands between the words: U+001F, the unit separator of ASCII, which no word
/// holds.</param>
internal sealed record Join(string Separator) : FeatureStep;
