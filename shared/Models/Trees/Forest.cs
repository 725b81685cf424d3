using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

using Trainyard.Features.Matrix;

namespace Trainyard.Models.Trees;

/// <summary>
/// Decision trees laid out for scoring: 16 bytes a node, trees one after the other, answers added in their order, so
/// that a row scores the same alone and among a million. Safe for many threads.
/// </summary>
/// <param name="columns">Features of a row.</param>
/// <param name="outputs">Sums of a row: tree i adds to sum i modulo this.</param>
/// <param name="roots">For each tree its first node; below 0, the complement of the number of its only leaf.</param>
/// <param name="nodes">The nodes of all trees.</param>
/// <param name="leaves">The answers of the leaves of all trees.</param>
/// <param name="sets">Sets of category codes, 32 to a word, first word: how many words follow.</param>
internal sealed class Forest(int columns, int outputs, int[] roots, TreeNode[] nodes, double[] leaves, uint[] sets)
{
    // A block of rows fits the second-level cache beside the tree that is being walked.
    private const int RowsAtOnce = 2048;

    // Tables cost about as much to make as walking so many rows.
    private const int TablesFrom = 1000;

    private readonly Lazy<ForestTables?> _tables =
        new(() => ForestTables.TryMake(columns, outputs, roots, nodes, leaves, sets));

    private long _scored;

    /// <summary>Features of a row.</summary>
    public int Columns => columns;

    /// <summary>Sums of a row.</summary>
    public int Outputs => outputs;

    /// <summary>Adds the answers of all trees for one row.</summary>
    public void Add(ReadOnlySpan<float> row, Span<double> sums)
    {
        ScoreShape.Check(row.Length, columns, outputs, sums.Length);
        for (var tree = 0; tree < roots.Length; tree++)
            sums[tree % outputs] += Walk(roots[tree], row);
    }

    /// <summary>Adds the answers of all trees for all rows, then finishes each row.</summary>
    /// <param name="matrix">The rows.</param>
    /// <param name="sums">Where to add, row by row.</param>
    /// <param name="prepare">Changes the features of a row before the trees see them; absent when nothing is
    /// changed.</param>
    /// <param name="finish">Turns the sums of a row into its outputs.</param>
    public unsafe void Score(FeatureMatrix matrix, Span<double> sums, Prepare? prepare, Finish finish)
    {
        ScoreShape.Check(matrix, columns, outputs, sums.Length);
        sums = sums[..(matrix.Rows * outputs)];
        var tables = Interlocked.Add(ref _scored, matrix.Rows) >= TablesFrom ? _tables.Value : null;
        if (matrix.Rows <= RowsAtOnce)
        {
            ScoreBlock(matrix, 0, matrix.Rows, sums, tables, prepare, finish);
            return;
        }

        fixed (double* start = sums)
        {
            var all = (nint)start; // pinned until every block is done
            var length = sums.Length;
            Parallel.For(0, (matrix.Rows + RowsAtOnce - 1) / RowsAtOnce, block =>
            {
                var first = block * RowsAtOnce;
                var count = Math.Min(RowsAtOnce, matrix.Rows - first);
                var answers = new Span<double>((double*)all, length).Slice(first * outputs, count * outputs);
                ScoreBlock(matrix, first, count, answers, tables, prepare, finish);
            });
        }
    }

    private void ScoreBlock(
        FeatureMatrix matrix, int first, int count, Span<double> sums, ForestTables? tables, Prepare? prepare,
        Finish finish)
    {
        var rented = ArrayPool<float>.Shared.Rent(count * columns);
        var rows = rented.AsSpan(0, count * columns);
        for (var column = 0; column < columns; column++)
        {
            var values = matrix.Columns[column].Values.Span.Slice(first, count);
            for (var row = 0; row < count; row++)
                rows[row * columns + column] = values[row];
        }

        sums.Clear();
        if (prepare is not null)
            for (var row = 0; row < count; row++)
                prepare(rows.Slice(row * columns, columns));
        if (tables is not null)
            tables.Add(rows, sums);
        else
            WalkAll(rows, count, sums);

        for (var row = 0; row < count; row++)
            finish(sums.Slice(row * outputs, outputs));
        ArrayPool<float>.Shared.Return(rented);
    }

    private void WalkAll(ReadOnlySpan<float> rows, int count, Span<double> sums)
    {
        for (var tree = 0; tree < roots.Length; tree++)
        {
            var root = roots[tree];
            for (var row = 0; row < count; row++)
                sums[row * outputs + tree % outputs] += Walk(root, rows.Slice(row * columns, columns));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private double Walk(int node, ReadOnlySpan<float> row)
    {
        while (node >= 0)
        {
            ref readonly var at = ref nodes[node];
            node = at.GoesLeft(row[at.Feature], sets) ? at.Left : at.Right;
        }

        return leaves[~node];
    }

    /// <summary>Changes the features of a row in place.</summary>
    public delegate void Prepare(Span<float> row);

    /// <summary>Turns sums into outputs in place.</summary>
    public delegate void Finish(Span<double> sums);
}

/// <summary>A question to one feature.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct TreeNode
{
    private readonly uint _bits; // amounts: the threshold; categories: where their set begins
    private readonly ushort _feature;
    private readonly TreeNodeKind _kind;

    private TreeNode(uint bits, int feature, TreeNodeKind kind, int left, int right)
    {
        _bits = bits;
        _feature = checked((ushort)feature);
        _kind = kind;
        Left = left;
        Right = right;
    }

    /// <summary>The node for yes; below 0, the complement of a leaf.</summary>
    public int Left { get; }

    /// <summary>The node for no; below 0, the complement of a leaf.</summary>
    public int Right { get; }

    /// <summary>The feature.</summary>
    public int Feature => _feature;

    /// <summary>What is asked.</summary>
    public TreeNodeKind Kind => _kind;

    /// <summary>Amounts: the largest value whose answer is yes.</summary>
    public float Threshold => BitConverter.UInt32BitsToSingle(_bits);

    /// <summary>Categories: a code as large as this is in no set.</summary>
    public int Codes(uint[] sets) => checked((int)sets[_bits] * 32);

    /// <summary>Whether an amount counts as zero: to 1e-35, as LightGBM counts.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsZero(float value) => MathF.Abs(value) <= 1e-35f;

    /// <summary>
    /// Is the value at most the threshold? Features are float32, so the threshold may be rounded down to one.
    /// </summary>
    public static TreeNode AtMost(
        int feature, double threshold, bool missingGoesLeft, bool zeroIsMissing, int left, int right)
    {
        var rounded = (float)threshold;
        if (rounded > threshold)
            rounded = MathF.BitDecrement(rounded);
        var kind = (missingGoesLeft ? TreeNodeKind.MissingLeft : 0) | (zeroIsMissing ? TreeNodeKind.ZeroMissing : 0);
        return new TreeNode(BitConverter.SingleToUInt32Bits(rounded), feature, kind, left, right);
    }

    /// <summary>Is the code in the set? A missing one is not.</summary>
    public static TreeNode OneOf(int feature, int set, int left, int right) =>
        new(checked((uint)set), feature, TreeNodeKind.Category, left, right);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool GoesLeft(float value, uint[] sets)
    {
        if (_kind == 0)
            return value <= BitConverter.UInt32BitsToSingle(_bits);
        if ((_kind & TreeNodeKind.Category) != 0)
            return IsOneOf(value, sets);
        if (float.IsNaN(value) || ((_kind & TreeNodeKind.ZeroMissing) != 0 && IsZero(value)))
            return (_kind & TreeNodeKind.MissingLeft) != 0;
        return value <= BitConverter.UInt32BitsToSingle(_bits);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool IsOneOf(float value, uint[] sets)
    {
        if (!(value > -1f) || value >= int.MaxValue)
            return false;
        var code = (int)value;
        var word = code >> 5;
        return word < sets[_bits] && ((sets[_bits + 1 + (uint)word] >> (code & 31)) & 1) != 0;
    }
}

[Flags]
internal enum TreeNodeKind : ushort
{
    Category = 1,
    MissingLeft = 2,
    ZeroMissing = 4,
}
