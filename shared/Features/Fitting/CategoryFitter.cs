using Trainyard.Contracts;
using Trainyard.Metrics;
using Trainyard.Pipelines;
using Trainyard.Pipelines.Definition;
using Trainyard.Pipelines.Kinds;

namespace Trainyard.Features.Fitting;

/// <summary>Fits categories, of one column or of several taken together.</summary>
internal static class CategoryFitter
{
    /// <summary>One column of 0 and 1 for each word is a matrix too wide beyond this.</summary>
    public const int MostOneHot = 1000;

    // More words than this for a row are names of rows, once there are more than a few.
    private const double MostPerRow = 0.5;
    private const int FewWords = 20;
    private const int MostNamed = 6;

    public static IReadOnlyList<ManifestFeature> Fit(
        TrainingPart part,
        IReadOnlyList<string> names,
        CategoryEncoding encode,
        int buckets,
        int minCount,
        IReadOnlyList<string> order)
    {
        const string Wanted = "words, whole numbers or booleans";
        var columns = names
            .Select(n => part.Column(n, Wanted, ColumnType.Category, ColumnType.Integer, ColumnType.Boolean))
            .ToArray();
        var name = string.Join("_x_", names);
        if (encode == CategoryEncoding.Hashed)
            return [Of(name, names, MatrixColumnKind.Category, buckets, new Hash(buckets))];
        var words = new WordSource([.. Enumerable.Range(0, columns.Length)], WordSource.Unit).Make(columns);
        var counts = words.Count();
        var known = words.Words.Select((word, place) => (Word: word, Count: counts[place]))
            .Where(w => w.Count >= Math.Max(1, minCount)).ToArray();
        if (known.Length == 0)
            throw TrainingPart.Problem(
                names[0], $"No word of '{name}' occurs {minCount} times in the training part; lower min_count.");
        if (known.Length > MostPerRow * counts.Sum() && known.Length > FewWords)
            part.Warn(
                names[0],
                $"'{name}' has {known.Length:N0} words in {counts.Sum():N0} rows: a word that hardly comes twice says "
                    + "nothing of other rows. Leave it out, or use hashed or min_count.",
                $"{known.Length:N0} words");
        switch (encode)
        {
            case CategoryEncoding.Codes:
                string[] codes =
                [
                    .. known.OrderByDescending(w => w.Count)
                        .ThenBy(w => w.Word, StringComparer.Ordinal)
                        .Select(w => w.Word),
                ];
                return [Of(name, names, MatrixColumnKind.Category, codes.Length, new Code(codes))];
            case CategoryEncoding.OneHot:
                if (known.Length > MostOneHot)
                    throw TrainingPart.Problem(
                        names[0],
                        $"'{name}' has {known.Length} words, one_hot takes {MostOneHot}; "
                        + "use codes, hashed or min_count.");
                return [.. Ordinal(known).Select(word => Of(
                    $"{name}={Show(word)}", names, MatrixColumnKind.Numeric, 0, new IsWord(word)))];
            case CategoryEncoding.Ordinal:
                var ranks = order.Count > 0 ? [.. order] : Ordinal(known);
                if (!known.Any(w => ranks.Contains(w.Word)))
                    throw TrainingPart.Problem(
                        names[0],
                        $"None of the words of '{name}' stands in its order. "
                            + Spelling.Suggest(ranks[0], known.Select(w => w.Word)));
                WarnOfUnranked(part, name, names[0], ranks, words.Words.Zip(counts).Where(w => w.Second > 0));
                return [Of(name, names, MatrixColumnKind.Numeric, 0, new Rank(ranks))];
            case CategoryEncoding.TargetMean:
                return [Mean(part, name, names, words, minCount)];
            default:
                throw new InvalidOperationException($"No way to encode by {encode}.");
        }
    }

    private static void WarnOfUnranked(
        TrainingPart part, string name, string column, IReadOnlyList<string> ranks,
        IEnumerable<(string Word, int Count)> words)
    {
        var unranked = words.Where(w => !ranks.Contains(w.Word))
            .OrderByDescending(w => w.Count).ThenBy(w => w.Word, StringComparer.Ordinal).ToArray();
        if (unranked.Length == 0) return;
        var named = string.Join(", ", unranked.Take(MostNamed).Select(w =>
            $"'{ShortText.Of(w.Word, 40)}' ({w.Count:N0} {(w.Count == 1 ? "row" : "rows")})"));
        part.Warn(
            column,
            $"The order of '{name}' lacks {named}"
                + (unranked.Length > MostNamed ? $" and {unranked.Length - MostNamed} more" : "")
                + "; there the feature is missing. Add them to order.",
            $"{unranked.Sum(w => w.Count):N0} rows");
    }

    private static ManifestFeature Mean(
        TrainingPart part, string name, IReadOnlyList<string> names, WordColumn words, int minCount)
    {
        if (part.Target.Task == LearningTask.Multiclass)
            throw TrainingPart.Problem(names[0], $"target_mean of '{name}' needs a binary target or a regression.");
        // Without labels the target has a problem of its own, which says all there is to say.
        var feature = $"{name}_mean";
        return Of(feature, names, MatrixColumnKind.Numeric, 0, part.Folds.Fit(feature, words, part.Labels, minCount));
    }

    private static string[] Ordinal((string Word, int Count)[] words) =>
        [.. words.Select(w => w.Word).Order(StringComparer.Ordinal)];

    private static string Show(string word) => word.Replace(WordSource.Unit, ",", StringComparison.Ordinal);

    private static ManifestFeature Of(
        string name, IReadOnlyList<string> from, MatrixColumnKind kind, int cardinality, WordStep step) => new()
        {
            Name = name,
            Kind = kind,
            Cardinality = cardinality,
            From = from,
            Steps = from.Count > 1 ? [new Join(WordSource.Unit), step] : [step],
        };
}
