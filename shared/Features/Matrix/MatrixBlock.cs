using System.Runtime.InteropServices;

namespace Trainyard.Features.Matrix;

/// <summary>
/// Memory for the columns of a matrix: one pinned array, column after column, while one array can hold it.
/// </summary>
internal static class MatrixBlock
{
    /// <summary>Memory for so many columns, not cleared: whoever asks fills it whole.</summary>
    public static Memory<float>[] Allocate(int rows, int columns)
    {
        var memory = new Memory<float>[columns];
        if ((long)rows * columns <= Array.MaxLength)
        {
            var block = GC.AllocateUninitializedArray<float>(rows * columns, pinned: true);
            for (var c = 0; c < columns; c++)
                memory[c] = block.AsMemory(c * rows, rows);
            return memory;
        }
        for (var c = 0; c < columns; c++)
            memory[c] = GC.AllocateUninitializedArray<float>(rows, pinned: true);
        return memory;
    }

    /// <summary>Whether the columns lie one after the other without a gap, and all of them as one.</summary>
    public static bool TryJoin(IReadOnlyList<MatrixColumn> columns, int rows, out ReadOnlyMemory<float> block)
    {
        block = default;
        if (columns.Count == 0 || (long)rows * columns.Count > Array.MaxLength)
            return false;
        if (MemoryMarshal.TryGetArray(columns[0].Values, out var first) && first.Array is { } array)
        {
            for (var c = 1; c < columns.Count; c++)
            {
                if (!MemoryMarshal.TryGetArray(columns[c].Values, out var next) || next.Array != array
                    || next.Offset != first.Offset + ((long)c * rows))
                    return false;
            }
            block = array.AsMemory(first.Offset, rows * columns.Count);
            return true;
        }
        if (!MemoryMarshal.TryGetMemoryManager(columns[0].Values, out MappedFloats? mapped))
            return false;
        for (var c = 1; c < columns.Count; c++)
        {
            if (!MemoryMarshal.TryGetMemoryManager(columns[c].Values, out MappedFloats? next)
                || !mapped.IsFollowedBy(next, (long)c * rows))
                return false;
        }
        block = mapped.Extend(rows * columns.Count);
        return true;
    }
}
