using DuckDB.NET.Data;
using Trainyard.Features.Matrix;

namespace Trainyard.Benchmarks.PrepareVsDuckDb;

/// <summary>
/// Before anything is timed: both ways must come to the same values. Rows have no order in DuckDB's table, so each
/// feature is summed, and summed weighted by the delay of its row; all are whole numbers, so the sums are exact.
/// </summary>
internal static class SameFeatures
{
    public static void Check(FeatureMatrix ours, DuckDBConnection theirs)
    {
        using (theirs)
        {
            var delays = ours.Label.Values.Span;
            foreach (var column in ours.Columns)
            {
                using var command = theirs.CreateCommand();
                command.CommandText =
                    $"SELECT sum({column.Name}::DOUBLE), sum({column.Name}::DOUBLE * delay::DOUBLE) FROM features";
                using var reader = command.ExecuteReader();
                _ = reader.Read();
                var (sum, weighted) = (0.0, 0.0);
                for (var row = 0; row < ours.Rows; row++)
                {
                    sum += column.Values.Span[row];
                    weighted += (double)column.Values.Span[row] * delays[row];
                }
                if (sum != reader.GetDouble(0) || weighted != reader.GetDouble(1))
                    throw new InvalidDataException(
                        $"The feature {column.Name} differs: ours sums to {sum} and {weighted}, DuckDB's to "
                        + $"{reader.GetDouble(0)} and {reader.GetDouble(1)}.");
            }
        }
    }
}
