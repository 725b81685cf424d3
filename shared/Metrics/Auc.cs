namespace Trainyard.Metrics;

internal sealed class Auc() : Metric("auc", Better.Higher, LearningTask.Binary)
{
    public override string Meaning => "Area under the ROC curve.";

    public override string Source => "from the sum of ranks (Mann and Whitney 1947; Hanley and McNeil 1982)";

    public override double? Of(JudgedRows rows) => Area(rows.Labels, rows.Scores);

    /// <summary>
    /// The area under the receiver operating characteristic: the chance that a positive row has a higher score than a
    /// negative one, a tie counting half. From the sum of ranks, ties sharing their mean rank:
    /// AUC = (R - P (P + 1) / 2) / (P N).
    /// </summary>
    /// <returns>The area, 0 to 1; absent when one of the classes has no row, or some score is no number.</returns>
    public static double? Area(ReadOnlySpan<float> labels, ReadOnlySpan<double> scores)
    {
        // What is no number has no rank: it equals nothing, not even itself.
        foreach (var score in scores)
        {
            if (double.IsNaN(score))
                return null;
        }

        var sorted = scores.ToArray();
        var classes = labels.ToArray();
        Array.Sort(sorted, classes);
        var (positives, rankSum) = (0.0, 0.0);
        for (int from = 0, to; from < sorted.Length; from = to)
        {
            var tied = 0;
            for (to = from; to < sorted.Length && sorted[to] == sorted[from]; to++)
                tied += classes[to] > 0 ? 1 : 0;
            positives += tied;
            rankSum += tied * (from + 1.0 + to) / 2; // ranks from + 1 to `to`
        }

        var negatives = sorted.Length - positives;
        return positives > 0 && negatives > 0
            ? (rankSum - positives * (positives + 1) / 2) / (positives * negatives)
            : null;
    }
}
