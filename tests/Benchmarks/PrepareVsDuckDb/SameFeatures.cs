using DuckDB.NET.Data;
using Trainyard.Features;

namespace Trainyard.Benchmarks.PrepareVsDuckDb;

/// <summary>Before anything is timed: both ways must come to the same values.</summary>
internal static class SameFeatures
{
    public static void Check(FeatureMatrix ours, DuckDBConnection theirs)
    {
        using (theirs)
        {
            foreach (var column in ours.Columns.Append(
                new MatrixColumn(ours.Label.Name, MatrixColumnKind.Numeric, 0, ours.Label.Values)))
            {
                using var command = theirs.CreateCommand();
                command.CommandText = $"SELECT sum({column.Name}::DOUBLE), sum(({column.Name}::DOUBLE) * (rowid % 1009)) FROM features";
                using var reader = command.ExecuteReader();
                _ = reader.Read();
                var (sum, weighted) = (0.0, 0.0);
                for (var row = 0; row < ours.Rows; row++)
                {
                    sum += column.Values.Span[row];
                    weighted += (double)column.Values.Span[row] * (row % 1009);
                }
                if (sum != reader.GetDouble(0) || weighted != reader.GetDouble(1))
                    throw new InvalidDataException(
                        $"The feature {column.Name} differs: ours sums to {sum}, {weighted}, DuckDB's to "
                        + $"{reader.GetDouble(0)}, {reader.GetDouble(1)}.");
            }
        }
    }
}
