using Trainyard.Ingestion.FetchData.Values;
using Trainyard.Ingestion.Snapshots;
using Trainyard.Pipelines.Definition;
using Trainyard.Pipelines.Sources;

namespace Trainyard.Ingestion.FetchData;

/// <summary>A file that was found, and what its reader needs.</summary>
internal sealed class SourceFile(SourceRequest request, FileSource source, string path, DuckSession session)
{
    private readonly Dictionary<string, ColumnDefinition> _declared =
        request.Definition.Schema.ToDictionary(c => c.Name, StringComparer.Ordinal);

    /// <summary>The full path.</summary>
    public string Path => path;

    /// <summary>Where the snapshot goes.</summary>
    public string Snapshot => request.Snapshot;

    /// <summary>A session that may read the file and write the snapshot.</summary>
    public DuckSession Session => session;

    /// <summary>What is wrong.</summary>
    public Findings Findings => request.Findings;

    /// <summary>Rows that are read at most: all, or the first ones for a look.</summary>
    public long MostRows => request.MostRows;

    /// <summary>Whether only the first rows are read: what their columns are taken for, others may change.</summary>
    public bool IsLook => MostRows < long.MaxValue;

    /// <summary>Copies the beginning of the file, for a reader that would read on, and says where to.</summary>
    public async Task<string> CopyBeginning(long bytes, CancellationToken cancellation)
    {
        await using var all = OpenText();
        await using var copy = new FileStream(request.Beginning, FileMode.Create, FileAccess.Write);
        var buffer = new byte[1 << 16];
        while (bytes > 0)
        {
            var read = await all.ReadAsync(buffer.AsMemory(0, (int)Math.Min(bytes, buffer.Length)), cancellation);
            if (read == 0)
                throw Changed();
            await copy.WriteAsync(buffer.AsMemory(0, read), cancellation);
            bytes -= read;
        }

        return request.Beginning;
    }

    /// <summary>What the pipeline does with a column.</summary>
    public UsedColumns Used { get; } = new(request.Definition);

    /// <summary>What the schema says of a column.</summary>
    public ColumnDefinition? Declared(string column) => _declared.GetValueOrDefault(column);

    /// <summary>How values are read.</summary>
    public ReadingRules Rules(TextsAre says) => new(source.Trim, source.Numbers, source.NullValues, says);

    /// <summary>Opens a file of text; what is none leads to a finding.</summary>
    public FileStream OpenText()
    {
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 0, FileOptions.SequentialScan);
        FileSignature.CheckText(file, Findings);
        return file;
    }

    /// <summary>How the columns become values; null when there are findings. What the pipeline does not use and can't
    /// be read is left out.</summary>
    public List<ColumnPlan>? Plan(IReadOnlyList<ColumnProfile> columns, bool isWhole = true)
    {
        if (Findings.Any)
            return null;
        if (isWhole)
            WarnOfUnknownIgnored([.. columns.Select(c => c.Name)]);
        var signs = columns.Where(c => c.Declared is not (ColumnType.Category or ColumnType.Text)
                && Used.Of(c.Name) is not ColumnUse.None && !source.Ignore.Contains(c.Name)
                && ColumnGuess.Of(c) is { Kind: not GuessKind.Words, Count: > 0 })
            .SelectMany(c => c.Signs).Distinct(StringComparer.Ordinal).Take(ColumnProfile.MostSigns).ToList();
        if (isWhole)
            KnowColumns([.. columns.Select(c => (c.Name, ColumnGuess.LineOf(c)))]);
        List<ColumnProfile> words =
        [
            .. columns.Where(c => Used.Of(c.Name) is not ColumnUse.None && !IsLeftOut(c.Name)
                && (c.Declared is ColumnType.Category or ColumnType.Text
                    || (c.Declared is null && ColumnGuess.Of(c).Kind is GuessKind.Words))),
        ];
        var plan = new List<ColumnPlan>();
        for (var i = 0; i < columns.Count; i++)
        {
            if (IsLeftOut(columns[i]))
                continue;
            var context = new TypingContext(
                Used.Of(columns[i].Name), signs, $"trainyard_read_{i}",
                request.Definition.Split is TimeSplit time && time.Column == columns[i].Name, IsLook)
            {
                Lines = Lines,
                OfWords = words,
                MayBeWords = Used.MayBeWords(columns[i].Name),
            };
            if (Plan(columns[i], context) is { } planned)
                plan.Add(planned);
        }

        if (isWhole && plan.Count == 0 && IsLook)
            return null;
        if (isWhole && plan.Count == 0 && !Findings.Any)
            Findings.Add("no column is left to read", observed: "no columns", allowed: "at least one column");
        if (Findings.Any)
            return null;
        foreach (var column in plan)
            session.Know(column);
        return plan;
    }

    /// <summary>The schema that a finding offers; that of a pipeline without one has all that it names.</summary>
    public SchemaLines Lines { get; private set; } = SchemaLines.None;

    /// <summary>Takes in what a schema would say of each column.</summary>
    public void KnowColumns(IEnumerable<(string Column, string Line)> columns) => Lines = _declared.Count > 0
        ? SchemaLines.None
        : new([.. columns.Where(one => Used.Of(one.Column) is ColumnUse.Named)]);

    /// <summary>Takes over what was found of a column, or warns that it is left out where the pipeline has no use for
    /// it. True where it can be read.</summary>
    public bool Take(string column, Findings found, bool isPlanned)
    {
        if (IsLook && !isPlanned && Used.Of(column) is not ColumnUse.None)
        {
            Findings.Doubt(column, found);
            return false;
        }

        if (Used.Of(column) is not ColumnUse.None)
        {
            Findings.Take(found);
            return isPlanned;
        }

        if (found.Any)
            Findings.Warn(
                $"column {Findings.Cell(column)} is left out: the pipeline does not use it, and it can't be read"
                + $" ({Reason(found)})",
                column, found.Found[0].Row, found.Found[0].Observed,
                Findings.ShowCells ? Mending.Ignore(column) : "columns that are read, or ignored");
        return isPlanned && !found.Any;
    }

    /// <summary>Whether a column is to be left out, whatever it holds.</summary>
    public bool IsLeftOut(string column) => source.Ignore.Contains(column, StringComparer.Ordinal);

    // Nobody's fault that the owner of the data could mend: the next attempt reads the file as it is then.
    public IOException Changed() => new($"{Findings.File} was changed while it was read.");

    /// <summary>Whether a column has a name, or is one that the pipeline names.</summary>
    public bool IsCalled(string column, bool isUnnamed) => !isUnnamed || Used.Of(column) is ColumnUse.Named;

    /// <summary>Says that a column without a name is left out, unless the pipeline calls it as it could be
    /// called.</summary>
    public bool WarnOfUnnamed(string column, int place, bool isEmpty)
    {
        if (Used.Of(column) is ColumnUse.Named)
            return false;
        Findings.Warn(
            $"column {place + 1} has no name and is left out{(isEmpty ? "; it is empty" : "")}. Name it in the file, or"
            + $" call it {column} in the pipeline (for example"
            + $" {Lines.With(column, Mending.Column(column, ColumnType.Integer))});"
            + $" {Mending.Ignore(column)} in source leaves it out without this word",
            column, null, "no name", "a name for every column");
        return true;
    }

    private bool IsLeftOut(ColumnProfile column) => IsLeftOut(column.Name)
        || (column.IsUnnamed && WarnOfUnnamed(column.Name, column.Place, column.Total == 0));

    private ColumnPlan? Plan(ColumnProfile column, TypingContext context)
    {
        var found = Findings.Attempt();
        ColumnPlan? plan = null;
        if (column.Unreadable is { } unreadable)
            found.Add(
                $"{unreadable.Where}: '{found.Cell(column.Name)}' holds {unreadable.What}; a row is flat,"
                + " so give each value in it a name of its own"
                + (context.Use is ColumnUse.ByDefault && found.ShowCells
                    ? $", or leave it out: write {Mending.Ignore(column.Name)} into source" : ""),
                column.Name, unreadable.Row, unreadable.What, "a string, a number, true, false or null");
        else
            plan = ColumnTyping.Plan(column, found, context);
        return Take(column.Name, found, plan is not null) ? plan : null;
    }

    /// <summary>Says which columns are to be left out and are not there.</summary>
    public void WarnOfUnknownIgnored(HashSet<string> names)
    {
        foreach (var name in source.Ignore.Where(name => !names.Contains(name)))
            Findings.Warn($"ignore names the column {name}, which the file does not have", name,
                observed: "no such column", allowed: "columns of the file");
    }

    // What is said of the file as a whole is not said again.
    private string Reason(Findings found)
    {
        var message = found.Found[0].Message;
        return message.StartsWith(Findings.File + ": ", StringComparison.Ordinal)
            ? message[(Findings.File.Length + 2)..].TrimEnd('.')
            : message;
    }
}
