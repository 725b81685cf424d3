using System.Text.Json;

using Trainyard.Contracts;
using Trainyard.Pipelines.Definition;
using Trainyard.Pipelines.Values;

namespace Trainyard.Features.Rows;

/// <summary>Reads the values of one column out of requests: a text as the source of the model was read, and a number,
/// true or false of JSON as what it is.</summary>
internal sealed class ColumnReader
{
    private const int LongestShown = 40;

    /// <summary>Training had no number beyond it, or took the column as words.</summary>
    private const double LargestWhole = 9_007_199_254_740_992;

    private readonly InputColumn _input;
    private readonly TextCell _texts;
    private readonly InputLimits _limits;
    private readonly KnownWords? _known;
    private readonly HashSet<string> _missing;
    private readonly HashSet<double> _signs = [];
    private readonly bool _trims;
    private readonly bool _bareWords;

    /// <summary>Whether a number without quotes means that it is missing where the text does, as in the
    /// source.</summary>
    private readonly bool _takesSigns;

    public ColumnReader(InputColumn input, RowSource? source, KnownWords? known)
    {
        _input = input;
        _texts = new TextCell(input);
        _limits = new InputLimits(input);
        _known = known;
        _trims = source?.Trim ?? false;
        _bareWords = source is { HasObjects: true };
        _missing = new(source?.NullValues ?? [], StringComparer.Ordinal);
        _takesSigns = source is not null and not { Format: RowSource.Csv };
        if (source is null || input.Type is not (ColumnType.Integer or ColumnType.Number))
            return;
        foreach (var sign in _missing)
        {
            if (_texts.TryRead(sign, out var number))
                _ = _signs.Add(number);
        }
    }

    private bool IsOfWords => _input.Type is ColumnType.Category or ColumnType.Text;

    /// <summary>Reads a value, and adds what is wrong with it.</summary>
    public void Read(JsonElement value, ref Cell cell, ref List<RowProblem>? problems)
    {
        cell = Cell.Missing;
        if (Complain(value, ref cell) is { } complaint)
        {
            (problems ??= []).Add(new RowProblem(_input.Name, complaint));
            return;
        }

        if (cell.IsMissing)
            return;
        var before = problems?.Count ?? 0;
        if (_limits.Any)
            Limit(value, cell, ref problems);
        // What the pipeline says of a value is more than that it is new.
        if ((problems?.Count ?? 0) == before && _known?.Complain(cell) is { } unseen)
            (problems ??= []).Add(unseen);
        if (value.ValueKind == JsonValueKind.Number && _signs.Contains(cell.Number))
            (problems ??= []).Add(new RowProblem(
                _input.Name,
                $"Column '{_input.Name}' is {Say(value)}, which as a text means in the source that the value is "
                    + "missing. A number without quotes is taken as what it is; give null where the value is not "
                    + "known.")
            {
                IsWarning = true,
                About = "missing_sign",
            });
    }

    // On its own: what it captures would be made for each value.
    private void Limit(JsonElement value, in Cell cell, ref List<RowProblem>? problems) =>
        _limits.Check(cell, () => Say(value), ref problems);

    private string? Complain(JsonElement value, ref Cell cell) => value.ValueKind switch
    {
        JsonValueKind.Number when _takesSigns && value.TryGetDouble(out var sign) && _signs.Contains(sign) =>
            _input.Nullable
                ? null
                : $"Column '{_input.Name}' must have a value; {Say(value)} says that it is missing.",
        JsonValueKind.Null => _input.Nullable
            ? null
            : $"Column '{_input.Name}' must have a value; null is not allowed.",
        JsonValueKind.String => OfText(value, ref cell),
        JsonValueKind.Number => OfNumber(value, ref cell),
        JsonValueKind.True or JsonValueKind.False => OfTruth(value, ref cell),
        JsonValueKind.Array or JsonValueKind.Object => Wants(value),
        var other => throw new InvalidOperationException($"{other} is no value."),
    };

    private string? OfText(JsonElement value, ref Cell cell)
    {
        var text = value.GetString()!;
        var bare = Blanks.Trim(text);
        // The data is held against the signs with its blanks where these count.
        var sign = _trims ? bare : text;
        if (_missing.Contains(sign) || (sign.Length == 0 && (_input.EmptyIsMissing || !IsOfWords)))
        {
            return _input.Nullable
                ? null
                : sign.Length == 0 ? $"Column '{_input.Name}' must have a value; an empty word is none."
                : $"Column '{_input.Name}' must have a value; {Say(value)} says that it is missing.";
        }

        if (IsOfWords)
        {
            cell = Cell.Of(_texts.Word(sign));
            return null;
        }

        if (!_texts.TryRead(bare, out var number))
        {
            var isSign = ValueReader.Kind(System.Text.Encoding.UTF8.GetBytes(bare)) is ValueKind.Sign;
            return Wants(value) + (isSign ? " Give null where the value is not known." : "");
        }

        if (_input.Type is ColumnType.Integer && !IsExact(number, bare))
            return WantsExact(value);
        cell = Cell.Of(number);
        return null;
    }

    private string? OfNumber(JsonElement value, ref Cell cell)
    {
        switch (_input.Type)
        {
            case ColumnType.Integer:
                if (!value.TryGetDouble(out var whole) || Math.Floor(whole) != whole || !double.IsFinite(whole))
                    return Wants(value);
                if (Math.Abs(whole) >= LargestWhole && !IsExact(whole, value.GetRawText()))
                    return WantsExact(value);
                cell = Cell.Of(whole);
                return null;
            case ColumnType.Number:
                if (!value.TryGetDouble(out var number) || !double.IsFinite(number))
                    return Wants(value);
                cell = Cell.Of(number);
                return null;
            case ColumnType.Boolean:
                if (!_texts.TryRead(value.GetRawText(), out var bit))
                    return Wants(value);
                cell = Cell.Of(bit);
                return null;
            case ColumnType.Date or ColumnType.Timestamp:
                if (!_texts.TakesNumbersAsTimes || !_texts.TryRead(value.GetRawText(), out var time))
                    return Wants(value);
                cell = Cell.Of(time);
                return null;
            case ColumnType.Category or ColumnType.Text:
                // A whole number is taken digit by digit, however large it is.
                if (!_bareWords && !(_input.IsWhole && IsWhole(value.GetRawText())))
                    return Wants(value);
                cell = Cell.Of(_texts.Word(value.GetRawText()));
                return null;
            default:
                throw _input.Type.NotKnown();
        }
    }

    private string? OfTruth(JsonElement value, ref Cell cell)
    {
        if (IsOfWords && _bareWords)
            cell = Cell.Of(value.GetRawText());
        else if (_input.Type is ColumnType.Boolean)
            cell = Cell.Of(value.ValueKind == JsonValueKind.True ? 1 : 0);
        else
            return Wants(value);
        return null;
    }

    /// <summary>Whether a word is a whole number as JSON writes one: without zeros before it, or 01234 would be another
    /// word than 1234.</summary>
    internal static bool IsWhole(string text)
    {
        var digits = text.AsSpan(text.StartsWith('-') ? 1 : 0);
        return digits.IndexOfAnyExceptInRange('0', '9') < 0 && (text == "0" || digits is [not '0', ..]);
    }

    // The neighbour of the largest one becomes it when it is read.
    private static bool IsExact(double whole, string text) => Math.Abs(whole) < LargestWhole
        || (Math.Abs(whole).Equals(LargestWhole)
            && string.Concat(text.Where(char.IsAsciiDigit)).TrimStart('0')
                .StartsWith("9007199254740992", StringComparison.Ordinal));

    private string WantsExact(JsonElement value) =>
        $"Column '{_input.Name}' wants a whole number from -2^53 to 2^53, not {Say(value)}.";

    private string Wants(JsonElement value) => $"Column '{_input.Name}' wants {_texts.Wanted}, not {Say(value)}.";

    /// <summary>A value as it is told, not at any length.</summary>
    internal static string Say(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => "an array",
        JsonValueKind.Object => "an object",
        JsonValueKind.String or JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False
            or JsonValueKind.Null => ShortText.Of(value.GetRawText(), LongestShown),
        var other => throw new InvalidOperationException($"Nobody said how {other} is told."),
    };
}
