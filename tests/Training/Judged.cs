namespace Trainyard.Training.Tests;

/// <summary>Figures by their definitions.</summary>
internal static class Judged
{
    public static double R2(float[] label, double[] said)
    {
        var mean = label.Average(l => (double)l);
        return 1 - label.Zip(said, (l, s) => (l - s) * (l - s)).Sum() / label.Sum(l => (l - mean) * (l - mean));
    }

    public static double Accuracy(float[] label, double[] outputs, int classes) => classes == 1
        ? label.Zip(outputs, (l, p) => l > 0 == p >= 0.5 ? 1.0 : 0).Average()
        : label.Zip(outputs.Chunk(classes), (l, p) => Array.IndexOf(p, p.Max()) == (int)l ? 1.0 : 0).Average();

    public static double Auc(float[] label, double[] scores)
    {
        var rows = scores.Zip(label).OrderBy(r => r.First).ToArray();
        var (positives, sum) = (0.0, 0.0);
        for (int from = 0, to; from < rows.Length; from = to)
        {
            for (to = from; to < rows.Length && rows[to].First == rows[from].First;)
                to++;
            var tied = rows[from..to].Sum(r => r.Second);
            positives += tied;
            sum += tied * (from + 1.0 + to) / 2;
        }

        return (sum - positives * (positives + 1) / 2) / (positives * (rows.Length - positives));
    }
}
