using System.Text;
using DuckDB.NET.Data;
using DuckDB.NET.Native;
using Trainyard.Ingestion.FetchData.Values;
using Trainyard.Ingestion.Snapshots;
using Trainyard.Pipelines.Definition;

namespace Trainyard.Ingestion.FetchData.Parquet;

/// <summary>
/// Reads a Parquet file: flat columns, their types mapped to those of a snapshot or to those of the schema.
/// </summary>
internal sealed class ParquetScan(SourceFile source)
{
    /// <summary>Columns that one query looks at.</summary>
    private const int AtOnce = 50;

    /// <summary>And one that asks more of each.</summary>
    private const int HeldAtOnce = 30;

    private readonly string _file = Sql.File(source.Path);
    private readonly DuckSession session = source.Session;
    private readonly Findings findings = source.Findings;
    private readonly ReadingRules _rules = source.Rules(TextsAre.Texts);

    public async Task<Fetched?> Read(CancellationToken cancellation)
    {
        if (!ParquetFrame.Check(source.Path, findings))
            return null;
        findings.KnowTable();
        try
        {
            return await ReadWhole(cancellation);
        }
        catch (DuckDBException failure) when (failure.ErrorType is DuckDBErrorType.Conversion
            or DuckDBErrorType.OutOfRange)
        {
            // What the file says of its own types leads there, such as milliseconds that no year has.
            findings.Add(
                "a value in it is beyond what its type can hold, such as a time outside of the years 1 to 9999",
                observed: "a value beyond its type", allowed: "values that fit their types");
            return null;
        }
        catch (DuckDBException failure) when (IsDamage(failure))
        {
            findings.Add("the file is damaged: its footer or its pages can't be decoded", observed: "damaged bytes",
                allowed: "a whole Parquet file");
            return null;
        }
    }

    private async Task<Fetched?> ReadWhole(CancellationToken cancellation)
    {
        var names = TopLevel(await session.Query(
            $"SELECT name, coalesce(num_children, 0) FROM parquet_schema({_file})", cancellation));
        var types = names.Count > SourceLimits.Columns
            ? []
            : await session.Query($"DESCRIBE SELECT * FROM {From}", cancellation);
        var columns = types.Select((t, i) => NamedAs((string)t[0]!, (string)t[1]!, i)).ToList();
        ColumnNames.Check(types.Count == 0 ? names : [.. columns.Where(c => !c.IsUnnamed).Select(c => c.As)], findings);
        if (findings.Any)
            return null;
        source.WarnOfUnknownIgnored([.. columns.Select(c => c.As)]);
        var texts = await Texts(columns, cancellation);
        if (findings.Any)
            return null;
        var plans = new List<ParquetPlan>();
        var attempts = new Dictionary<string, Findings>(StringComparer.Ordinal);
        foreach (var (column, name, isUnnamed, place) in columns)
        {
            if (source.IsLeftOut(name) || (isUnnamed && source.WarnOfUnnamed(name, place, isEmpty: false)))
                continue;
            if (texts.TryGetValue(name, out var text))
            {
                if (text is not null)
                    plans.Add(text);
                continue;
            }

            var found = findings.Attempt();
            if (ParquetTyping.Plan(
                column, source.Declared(name)?.Type, source.Used.Of(name) is ColumnUse.ByDefault, found) is { } plan
                && !found.Any)
            {
                plans.Add(plan with { As = name });
                attempts.Add(name, found);
            }
            else
            {
                _ = source.Take(name, found, isPlanned: false);
            }
        }

        await HoldValues(plans, attempts, cancellation);
        plans.RemoveAll(plan =>
            attempts.TryGetValue(plan.As, out var found) && !source.Take(plan.As, found, isPlanned: true));
        if (plans.Count == 0 && source.IsLook)
            return null;
        if (plans.Count == 0 && !findings.Any)
            findings.Add("no column is left to read", observed: "no columns", allowed: "at least one column");
        if (findings.Any)
            return null;
        var select = string.Join(", ", plans.Select(p => $"{p.Expression} AS {Sql.Name(p.As)}"));
        var rows = await SnapshotWriter.Write(
            session, $"SELECT {select} FROM {From}", source.Snapshot,
            plans.Select(p => KeyValuePair.Create(p.As, p.Form)), cancellation);
        if (rows > 0)
            return new Fetched(rows, plans.Count);
        findings.Add("the file holds no rows", observed: "no rows", allowed: "at least one row");
        return null;
    }

    /// <summary>
    /// Whether it is the file that can't be decoded. An offset that leads out of the file fails like a disk does; then
    /// the file is read once more, by hand and by DuckDB, to see which of the two it was.
    /// </summary>
    private bool IsDamage(DuckDBException failure)
    {
        if (failure.ErrorType is DuckDBErrorType.InvalidInput or DuckDBErrorType.Invalid)
            return true;
        if (failure.ErrorType is not DuckDBErrorType.Io)
            return false;
        using (var file = File.OpenRead(source.Path))
            file.CopyTo(Stream.Null);
        try
        {
            session.Execute($"SELECT bit_xor(hash(t)) FROM {From} AS t");
            return false;
        }
        catch (DuckDBException)
        {
            return true;
        }
    }

    private string From => Rows($"read_parquet({_file}, hive_partitioning = false)");

    /// <summary>A pass over the columns that may hold values which don't fit, a few at a time: what a query costs grows
    /// with the square of what it asks.</summary>
    private async Task HoldValues(
        List<ParquetPlan> plans, Dictionary<string, Findings> attempts, CancellationToken cancellation)
    {
        foreach (var some in plans.Where(p => p.Misfit is not null).Chunk(HeldAtOnce))
            await HoldSome(some, p => p.Misfit!, Misfits, cancellation);
        foreach (var some in plans.Where(p => p.Rounded is not null).Chunk(HeldAtOnce))
            await HoldSome(some, p => p.Rounded!, Rounds, cancellation);

        void Misfits(ParquetPlan plan, HeldValues held)
        {
            var others = held.Count == 1 ? "" : $" {held.Count} values of the column are like that.";
            var nulls = held.Only is { } only && Mending.CanName([only])
                ? $" If it means that the value is missing, write {Mending.Nulls(_rules.NullValues, [only])} into"
                    + " source."
                : "";
            var words = source.Used.MayBeWords(plan.As) ? $" For words, write {Words(plan.As)}." : "";
            var hint = source.Declared(plan.As) is null ? nulls + words : "";
            if (source.Used.Of(plan.As) is ColumnUse.ByDefault)
                hint += $" To do without the column, write {Mending.Ignore(plan.As)} into source.";
            attempts[plan.As].Add(
                $"row {held.Row}, column {Shown.Value(plan.As)}: {held.Shown} does not fit. It should be"
                + $" {plan.Allowed}.{others}{hint}",
                plan.As, held.Row, held.Shown, plan.Allowed,
                source.Declared(plan.As) is null ? Findings.Source : Findings.Schema);
        }

        void Rounds(ParquetPlan plan, HeldValues held)
        {
            var (more, done, what, allowed) = plan.IsTime
                ? ("of a second than a timestamp holds, which are 6;", "cut", "times", "at most 6 digits of a second")
                : ($"than a number holds, which are {LostDigits.Enough} at most, or 9007199254740992 where it is"
                        + " whole;",
                    "rounded", "amounts", $"at most {LostDigits.Enough} digits, whole numbers up to 9007199254740992");
            attempts[plan.As].Warn(
                $"row {held.Row}, column {Shown.Value(plan.As)}: {held.Shown} has more digits {more}"
                + $" {(held.Count == 1 ? "it is" : $"{held.Count} such values are")} {done}. For names rather than"
                + $" {what}, write {Words(plan.As)}",
                plan.As, held.Row, held.Shown, allowed);
        }

        string Words(string column) => source.Lines.With(column, Mending.Column(column, ColumnType.Category));
    }

    private async Task HoldSome(
        ParquetPlan[] doubtful, Func<ParquetPlan, string> condition, Action<ParquetPlan, HeldValues> tell,
        CancellationToken cancellation)
    {
        var questions = doubtful.Select(p => string.Join(", ", new[]
        {
            "count(*)", "min(file_row_number)", $"arg_min({Text(p)}, file_row_number)", $"min({Text(p)})",
            $"max({Text(p)})",
        }.Select(asked => $"{asked} FILTER ({condition(p)})")));
        var answers = (await session.Query(
            $"SELECT {string.Join(", ", questions)} FROM {Numbered}", cancellation))[0];
        for (var i = 0; i < doubtful.Length; i++)
        {
            var of = answers.AsSpan(5 * i, 5);
            if (Convert.ToInt64(of[0]) is > 0 and var count)
                tell(doubtful[i], new(
                    count, Convert.ToInt64(of[1]) + 1, (string)of[2]!, Equals(of[3], of[4]) ? (string)of[3]! : null));
        }

        static string Text(ParquetPlan plan) => $"CAST({Sql.Name(plan.Name)} AS VARCHAR)";
    }

    private string Numbered => Rows($"read_parquet({_file}, hive_partitioning = false, file_row_number = true)");

    private string Rows(string all) => source.IsLook ? $"(SELECT * FROM {all} LIMIT {source.MostRows})" : all;

    /// <summary>Columns of texts are read as in any source of texts; one that can't be is null.</summary>
    private async Task<Dictionary<string, ParquetPlan?>> Texts(
        List<NamedColumn> columns, CancellationToken cancellation)
    {
        var profiles = new List<ColumnProfile>();
        var bytes = await TextsInBytes(columns, cancellation);
        foreach (var (column, name, isUnnamed, place) in columns)
        {
            var declared = source.Declared(name);
            var isNumberOfTime = declared?.Format is not null
                && (ParquetTyping.TypeOf(column) is ColumnType.Integer or ColumnType.Number);
            if ((!column.IsText && !isNumberOfTime && !bytes.Contains(column)) || isUnnamed || source.IsLeftOut(name))
                continue;
            var text = ParquetTyping.Word(column);
            var profile = new ColumnProfile(name, declared, _rules.Of(declared))
            {
                Raw = _rules.Trims
                    ? text
                    : $"CASE WHEN {text} NOT IN ({Sql.Texts([string.Empty, .. _rules.NullValues])}) THEN {text} END",
                SourceName = column.Name, Place = place, MayBePadded = _rules.Trims,
            };
            profiles.Add(profile);
            if (declared?.Type is not (ColumnType.Category or ColumnType.Text)
                && source.Used.Of(name) is not ColumnUse.None)
                await Profile(profile, text, cancellation);
        }

        var lines = profiles.ToDictionary(p => p.Name, ColumnGuess.LineOf, StringComparer.Ordinal);
        source.KnowColumns(columns.Select(c => (c.As, lines.GetValueOrDefault(c.As)
            ?? Mending.Column(c.As, ParquetTyping.TypeOf(c.Column) ?? ColumnType.Category))));
        var plans = profiles.ToDictionary(p => p.Name, _ => (ParquetPlan?)null, StringComparer.Ordinal);
        if (profiles.Count == 0 || source.Plan(profiles, isWhole: false) is not { } made)
            return plans;
        foreach (var plan in made)
            plans[plan.Name] = new ParquetPlan(plan.SourceName, plan.Expression) { As = plan.Name, Form = plan.Form };
        return plans;
    }

    /// <summary>Columns of bytes that all are texts: a writer has left the mark out that says so.</summary>
    private async Task<HashSet<ParquetColumn>> TextsInBytes(List<NamedColumn> columns, CancellationToken cancellation)
    {
        var found = new HashSet<ParquetColumn>();
        foreach (var some in columns.Where(c => c.Column.IsBytes && !c.IsUnnamed && !source.IsLeftOut(c.As))
            .Select(c => c.Column).Chunk(AtOnce))
        {
            var counts = some.Select(column => $"count(*) FILTER ({ParquetTyping.IsNoText(column)})");
            var answers = (await session.Query(
                $"SELECT {string.Join(", ", counts)} FROM {Numbered}", cancellation))[0];
            found.UnionWith(some.Where((_, i) => Convert.ToInt64(answers[i]) == 0));
        }

        return found;
    }

    /// <summary>Each text is looked at once, however often it comes.</summary>
    private Task Profile(ColumnProfile profile, string text, CancellationToken cancellation)
    {
        var nothing = source.Rules(TextsAre.Texts).NullValues.Prepend("");
        var bare = _rules.Trims ? $"trim({text}, {Sql.Blanks})" : text;
        return session.EachCounted(
            $"""
            SELECT {text}, min(file_row_number) + 1, count(*) FROM {Numbered}
            WHERE {bare} NOT IN ({Sql.Texts(nothing)}) GROUP BY 1
            """,
            (value, row, count) => profile.Add(Encoding.UTF8.GetBytes(value), row, count, quoted: true), cancellation);
    }

    private NamedColumn NamedAs(string name, string type, int place)
    {
        var (shown, isUnnamed) = ColumnNames.Of(name, place, _rules.Trims, source.Used);
        return new(new ParquetColumn(name, type, _rules), shown, !source.IsCalled(shown, isUnnamed), place);
    }

    private sealed record NamedColumn(ParquetColumn Column, string As, bool IsUnnamed, int Place);

    private static List<string> TopLevel(List<object?[]> schema)
    {
        var names = new List<string>();
        var at = 1;
        while (at < schema.Count)
        {
            names.Add((string)schema[at][0]!);
            // Past the column and all that it holds.
            for (var open = 1L; open > 0 && at < schema.Count; at++)
                open += Convert.ToInt64(schema[at][1]) - 1;
        }

        return names;
    }
}
