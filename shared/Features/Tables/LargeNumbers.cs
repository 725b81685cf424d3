namespace Trainyard.Features.Tables;

/// <summary>
/// Whole numbers beyond 2^53 in some rows of a column: a double would merge them with their neighbours.
/// </summary>
/// <param name="Column">The column.</param>
/// <param name="Beyond">Rows whose number is beyond.</param>
/// <param name="Others">Rows whose number is not.</param>
/// <param name="HaveManyOthers">Whether the others have too many values to be names of a few things.</param>
public sealed record LargeNumbers(string Column, int Beyond, int Others, bool HaveManyOthers)
{
    /// <summary>Different values above which a column looks like one of amounts.</summary>
    internal const int Many = 100;

    /// <summary>Whether the column is one of names, such as ids. Few among many different amounts are no names but
    /// something odd, such as a mark for what is not known: as words the amounts would say nothing any more.</summary>
    public bool AreNames => Beyond >= Others || !HaveManyOthers;
}
