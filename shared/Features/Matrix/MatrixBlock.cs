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
}
