using System.Globalization;

using Trainyard.Contracts;
using Trainyard.Pipelines.Definition;

namespace Trainyard.Features.Rows;

/// <summary>The words of one input that its features learned, and what becomes of any other.</summary>
internal sealed class KnownWords
{
    /// <summary>What warnings of words that are none of them are about: however many there are of a column, it is one
    /// thing to know.</summary>
    public const string Unseen = "unseen_word";

    private const int LongestShown = 40;

    private readonly InputColumn _input;
    private readonly HashSet<string> _words;
    private readonly HashSet<double> _numbers;
    private readonly string _treatment;

    private KnownWords(InputColumn input, HashSet<string> words, string treatment)
    {
        (_input, _words, _treatment) = (input, words, treatment);
        // Of a whole number the request brings a number, which needs no text to be found.
        _numbers = input.Type is ColumnType.Integer
            ? [.. words.Select(word =>
                double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
                    ? number
                    : double.NaN)]
            : [];
    }

    /// <summary>Those of an input; null where no feature has a list of them.</summary>
    public static KnownWords? Of(InputColumn input, IReadOnlyList<ManifestFeature> features)
    {
        var words = new HashSet<string>(StringComparer.Ordinal);
        var treatments = new List<string>();
        foreach (var feature in features)
        {
            var place = feature.From.ToList().IndexOf(input.Name);
            if (place < 0 || feature.Steps.OfType<WordStep>().FirstOrDefault() is not { } step
                || ListOf(step) is not { } list)
                continue;
            words.UnionWith(
                feature.Steps[0] is Join join ? list.Select(word => word.Split(join.Separator)[place]) : list);
            var treatment = Treatment(step, feature.Steps.OfType<Impute>().FirstOrDefault());
            if (!treatments.Contains(treatment))
                treatments.Add(treatment);
        }

        return words.Count == 0 ? null : new(input, words, string.Join(", and ", treatments));
    }

    /// <summary>Warns of a word that is none of them.</summary>
    public RowProblem? Complain(in Cell cell)
    {
        if (cell.Word is { } word ? _words.Contains(word)
            : _input.Type is ColumnType.Integer ? _numbers.Contains(cell.Number)
            : _words.Contains(WordSource.Write(cell.Number, _input.Type)))
            return null;
        var shown = ShortText.Of(cell.ToText(_input.Type), LongestShown);
        return new RowProblem(
            _input.Name,
            $"Column '{_input.Name}' is '{shown}', which is none of the {Count} that the model knows: training never "
                + $"saw it, or too seldom. {_treatment}.")
        {
            IsWarning = true,
            About = Unseen,
        };
    }

    private string Count => _words.Count == 1 ? "one word" : $"{_words.Count} words";

    // A word that is hashed has a bucket all the same.
    private static IEnumerable<string>? ListOf(WordStep step) => step switch
    {
        Code code => code.Words,
        Rank rank => rank.Words,
        IsWord one => [one.Word],
        MeanOfTarget means => means.Means.Keys,
        Hash => null,
        _ => throw new InvalidOperationException($"{step.GetType().Name} is no step that is known here."),
    };

    private static string Treatment(WordStep step, Impute? filler) => step switch
    {
        IsWord => "It counts as none of them",
        MeanOfTarget => "It has the mean of all",
        Code code when filler is { Value: >= 0 } && filler.Value < code.Words.Count =>
            $"It is taken for '{ShortText.Of(code.Words[(int)filler.Value], LongestShown)}', the commonest one",
        Rank when filler is not null => "It has the mean of the ranks",
        Code or Rank => "It is taken as missing",
        _ => throw new InvalidOperationException($"{step.GetType().Name} knows no words."),
    };
}
