namespace Trainyard.Training.TrainModel.LightGbm;

/// <summary>Rows of the training part, parted in two: to learn from, and to validate on while it learns.</summary>
/// <param name="Learned">Row numbers, ascending.</param>
/// <param name="Validation">Row numbers, ascending.</param>
internal sealed record ValidationRows(int[] Learned, int[] Validation)
{
    /// <summary>Each row is held back with the same chance.</summary>
    /// <param name="rows">How many rows there are.</param>
    /// <param name="share">The share to hold back, above 0 up to 0.5.</param>
    /// <param name="seed">Where the chance comes from.</param>
    public static ValidationRows Of(int rows, double share, int seed)
    {
        var random = new Random(seed);
        var learned = new List<int>((int)(rows * (1 - share) * 1.05) + 16);
        var validation = new List<int>((int)(rows * share * 1.05) + 16);
        for (var row = 0; row < rows; row++)
            (random.NextDouble() < share ? validation : learned).Add(row);
        return new ValidationRows([.. learned], [.. validation]);
    }
}
