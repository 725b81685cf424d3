namespace Trainyard.Training.TrainModel.MicrosoftMl;

/// <summary>
/// Makes probabilities of scores: p = 1 / (1 + exp(-(slope * score + offset))), fitted by maximum likelihood with the
/// softened targets of Platt (1999), by Newton's method with step halving as Lin, Lin and Weng (2007) give it.
/// </summary>
internal static class PlattScaling
{
    public static (double Slope, double Offset) Fit(ReadOnlySpan<double> scores, ReadOnlySpan<float> labels)
    {
        var positives = 0.0;
        foreach (var label in labels)
            positives += label;
        var yes = (positives + 1) / (positives + 2);
        var no = 1 / (labels.Length - positives + 2);
        var (slope, offset) = (0.0, Math.Log((positives + 1) / (labels.Length - positives + 1)));
        var loss = Loss(scores, labels, yes, no, slope, offset);
        for (var step = 0; step < 100; step++)
        {
            var (byScore, byOne) = (0.0, 0.0);
            var (h11, h12, h22) = (1e-12, 0.0, 1e-12);
            for (var i = 0; i < scores.Length; i++)
            {
                var p = 1 / (1 + Math.Exp(-(slope * scores[i] + offset)));
                var error = p - (labels[i] > 0 ? yes : no);
                var weight = p * (1 - p);
                byScore += error * scores[i];
                byOne += error;
                h11 += weight * scores[i] * scores[i];
                h12 += weight * scores[i];
                h22 += weight;
            }

            if (Math.Abs(byScore) < 1e-5 && Math.Abs(byOne) < 1e-5)
                break;
            var determinant = h11 * h22 - h12 * h12;
            var alongSlope = -(h22 * byScore - h12 * byOne) / determinant;
            var alongOffset = -(h11 * byOne - h12 * byScore) / determinant;
            var size = 1.0;
            for (; size > 1e-10; size /= 2)
            {
                var next = Loss(scores, labels, yes, no, slope + size * alongSlope, offset + size * alongOffset);
                if (!(next < loss))
                    continue;
                (slope, offset, loss) = (slope + size * alongSlope, offset + size * alongOffset, next);
                break;
            }

            if (size <= 1e-10)
                break;
        }

        return (slope, offset);
    }

    private static double Loss(
        ReadOnlySpan<double> scores, ReadOnlySpan<float> labels, double yes, double no, double slope, double offset)
    {
        var loss = 0.0;
        for (var i = 0; i < scores.Length; i++)
        {
            var x = slope * scores[i] + offset;
            loss += Math.Max(x, 0) - (labels[i] > 0 ? yes : no) * x + Math.Log(1 + Math.Exp(-Math.Abs(x)));
        }

        return loss;
    }
}
