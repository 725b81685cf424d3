namespace Trainyard.Training.TrainModel.LightGbm;

/// <summary>Rows of the training part, carved in two: to learn from, and to watch the loss on.</summary>
/// <param name="Learned">Row numbers, ascending.</param>
/// <param name="Watched">Row numbers, ascending.</param>
internal sealed record CarvedRows(int[] Learned, int[] Watched)
{
    /// <summary>Each row is carved off with the same chance.</summary>
    /// <param name="rows">How many rows there are.</param>
    /// <param name="share">The share to carve off, above 0 up to 0.5.</param>
    /// <param name="seed">Where the chance comes from.</param>
    public static CarvedRows Of(int rows, double share, int seed)
    {
        var random = new Random(seed);
        var learned = new List<int>((int)(rows * (1 - share) * 1.05) + 16);
        var watched = new List<int>((int)(rows * share * 1.05) + 16);
        for (var row = 0; row < rows; row++)
            (random.NextDouble() < share ? watched : learned).Add(row);
        return new CarvedRows([.. learned], [.. watched]);
    }
}
