using Trainyard.Pipelines.Definition;

namespace Trainyard.Ingestion.FetchData.Values;

/// <summary>How the values of a source are read.</summary>
/// <param name="Trims">Whether blanks around words count for nothing.</param>
/// <param name="Numbers">How numbers are written.</param>
/// <param name="NullValues">Texts that mean that a value is missing.</param>
/// <param name="Says">What the format itself says of its texts.</param>
internal sealed record ReadingRules(
    bool Trims, NumberFormat Numbers, IReadOnlyList<string> NullValues, TextsAre Says)
{
    /// <summary>Those of a column that may say more of itself.</summary>
    public ReadingRules Of(ColumnDefinition? declared) =>
        declared?.Numbers is { } own ? this with { Numbers = own } : this;
}

/// <summary>What a format says of its texts.</summary>
internal enum TextsAre
{
    /// <summary>Everything is text: what it is meant as is seen by its form.</summary>
    Anything,

    /// <summary>Numbers and truth values have a form of their own; days and times don't.</summary>
    TextsOrDays,

    /// <summary>Everything else has a type of its own.</summary>
    Texts,
}
