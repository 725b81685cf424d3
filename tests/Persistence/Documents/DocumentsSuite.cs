using Trainyard.Persistence.Documents;

namespace Trainyard.Persistence.Tests.Documents;

/// <summary>What every document store must do; one class for each store runs it.</summary>
public abstract partial class DocumentsSuite : IAsyncLifetime
{
    private IDocumentDatabase _database = null!;
    private IDocuments<Parcel> _parcels = null!;

    public ValueTask InitializeAsync()
    {
        _database = Open();
        _parcels = _database.Collection(Parcel.Collection);
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        if (_database is not null) await _database.DisposeAsync();
        await Drop();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Should_give_back_what_was_stored()
    {
        var parcel = new Parcel
        {
            Id = "run/1",
            Owner = "Zoë 🚂 東京 \"quoted\" \\ back\0slash\n",
            Weight = long.MaxValue,
            IsDispatched = true,
            At = new DateTimeOffset(2024, 2, 29, 23, 59, 59, TimeSpan.FromHours(-5)).AddTicks(1234567),
            Took = TimeSpan.FromTicks(987654321),
            Run = Guid.Parse("0f8fad5b-d9cb-469f-a165-70867728950e"),
            Day = DayOfWeek.Friday,
            Note = null,
            Figures = new Dictionary<string, double>
            {
                ["auc"] = 0.1 + 0.2, ["$max"] = double.MaxValue, ["a.b%2E"] = -0.5, ["nan"] = double.NaN, ["five"] = 5,
                ["least"] = double.Epsilon, ["Übermaß"] = double.NegativeInfinity,
            },
            Parts = [Parcel.Named("part", ""), Parcel.Named("other", "x")],
        };
        Assert.True(await _parcels.TryInsert(parcel));

        var found = await _parcels.Find("run/1");

        Assert.NotNull(found);
        Assert.Equal(1, found.Version);
        Assert.Equal(parcel.Figures.OrderBy(f => f.Key), found.Document.Figures.OrderBy(f => f.Key));
        Assert.Equal(parcel.Parts.Select(p => (p.Id, p.Note)), found.Document.Parts.Select(p => (p.Id, p.Note)));
        Assert.Equal(Plain(parcel), Plain(found.Document));
    }

    [Fact]
    public async Task Should_find_nothing_where_nothing_is() => Assert.Null(await _parcels.Find("nowhere"));

    [Fact]
    public async Task Should_refuse_an_id_that_is_taken()
    {
        Assert.True(await _parcels.TryInsert(Parcel.Named("a", "first")));
        Assert.False(await _parcels.TryInsert(Parcel.Named("a", "second")));

        Assert.Equal("first", (await _parcels.Find("a"))!.Document.Note);
    }

    [Fact]
    public async Task Should_refuse_a_unique_value_that_is_taken_but_any_number_of_nulls()
    {
        Assert.True(await _parcels.TryInsert(Parcel.Named("a") with { Seal = "s" }));
        Assert.False(await _parcels.TryInsert(Parcel.Named("b") with { Seal = "s" }));
        Assert.True(await _parcels.TryInsert(Parcel.Named("c")));
        Assert.True(await _parcels.TryInsert(Parcel.Named("d")));

        Assert.Null(await _parcels.Find("b"));
        _ = await Assert.ThrowsAsync<DuplicateValueException>(
            () => _parcels.TryReplace(Parcel.Named("c") with { Seal = "s" }, 1));
        Assert.Equal(["c", "d"], await Ids(new DocumentQuery().Equal("seal", null)));
    }

    [Fact]
    public async Task Should_free_a_unique_value_when_it_is_given_up()
    {
        Assert.True(await _parcels.TryInsert(Parcel.Named("a") with { Seal = "s" }));
        Assert.True(await _parcels.TryReplace(Parcel.Named("a"), 1));

        Assert.True(await _parcels.TryInsert(Parcel.Named("b") with { Seal = "s" }));
    }

    [Fact]
    public async Task Should_replace_only_the_version_that_was_read()
    {
        _ = await _parcels.TryInsert(Parcel.Named("a", "one"));

        Assert.True(await _parcels.TryReplace(Parcel.Named("a", "two"), 1));
        Assert.False(await _parcels.TryReplace(Parcel.Named("a", "three"), 1));
        Assert.False(await _parcels.TryReplace(Parcel.Named("b", "none"), 1));

        var found = await _parcels.Find("a");
        Assert.Equal(("two", 2L), (found!.Document.Note, found.Version));
    }

    [Fact]
    public async Task Should_delete_once()
    {
        _ = await _parcels.TryInsert(Parcel.Named("a"));

        Assert.True(await _parcels.Delete("a"));
        Assert.False(await _parcels.Delete("a"));
        Assert.Null(await _parcels.Find("a"));
        Assert.False(await _parcels.TryReplace(Parcel.Named("a"), 1));
    }

    [Fact]
    public async Task Should_query_by_value_range_order_and_page()
    {
        var start = new DateTimeOffset(2024, 1, 1, 12, 0, 0, TimeSpan.FromHours(9));
        for (var n = 0; n < 10; n++)
        {
            // The same hour in another zone, a tick later each time: text would sort these wrong.
            var at = start.AddTicks(n).ToOffset(TimeSpan.FromHours(n - 5));
            _ = await _parcels.TryInsert(
                Parcel.Named($"p{n}") with
                {
                    Owner = n % 2 == 0 ? "even" : "odd", Weight = 100 - n, At = at, IsDispatched = n > 7,
                });
        }

        var even = new DocumentQuery().Equal("owner", "even");
        Assert.Equal(["p0", "p2", "p4", "p6", "p8"], await Ids(even));
        Assert.Equal(["p8", "p6", "p4", "p2", "p0"], await Ids(even with { OrderBy = "weight" }));
        Assert.Equal(["p6", "p4"], await Ids(even with { OrderBy = "at", Descending = true, Skip = 1, Limit = 2 }));
        Assert.Equal(["p3", "p4"], await Ids(new DocumentQuery()
            .AtLeast("at", start.AddTicks(3)).AtMost("at", start.AddTicks(4))));
        Assert.Equal(["p8", "p9"], await Ids(new DocumentQuery().Equal("sent", true)));
        Assert.Empty(await Ids(even with { Limit = 0 }));
        Assert.Empty(await Ids(new DocumentQuery().Equal("owner", "even' OR 1=1 --")));
        Assert.Equal(1, (await _parcels.Query(even with { Limit = 1 }))[0].Version);
        Assert.Equal(5, await _parcels.Count(even with { Limit = 2, Skip = 1, OrderBy = "at" }));
        Assert.Equal(2, await _parcels.Count(new DocumentQuery()
            .AtLeast("at", start.AddTicks(3)).AtMost("at", start.AddTicks(4))));
        Assert.Equal(0, await _parcels.Count(new DocumentQuery().Equal("owner", "nobody")));
    }

    [Fact]
    public async Task Should_leave_documents_without_a_value_out_of_ranges_and_first_in_order()
    {
        _ = await _parcels.TryInsert(Parcel.Named("a") with { Owner = "x" });
        _ = await _parcels.TryInsert(Parcel.Named("b"));

        Assert.Equal(["a"], await Ids(new DocumentQuery().AtMost("owner", "z")));
        Assert.Equal(["b"], await Ids(new DocumentQuery().Equal("owner", null)));
        Assert.Equal(["b", "a"], await Ids(new DocumentQuery { OrderBy = "owner" }));
    }

    [Fact]
    public async Task Should_hold_a_document_of_a_megabyte()
    {
        var note = string.Concat(Enumerable.Repeat("häßlich ", 125_000));
        _ = await _parcels.TryInsert(Parcel.Named("big", note));

        Assert.Equal(note, (await _parcels.Find("big"))!.Document.Note);
    }

    [Fact]
    public async Task Should_fill_an_index_that_is_added_later()
    {
        var before = new DocumentCollection<Parcel> { Name = "growing", Id = p => p.Id };
        var growing = _database.Collection(before);
        for (var n = 0; n < 5; n++)
            _ = await growing.TryInsert(Parcel.Named($"p{n}") with { Weight = n, Seal = $"s{n}" });

        await using var later = Open();
        var grown = later.Collection(
            before with { Indexes = [new("weight", p => p.Weight), new("seal", p => p.Seal, IsUnique: true)] });

        var found = await grown.Query(new DocumentQuery { OrderBy = "weight" }.AtLeast("weight", 3));
        Assert.Equal([("p3", 1L), ("p4", 1L)], found.Select(p => (p.Document.Id, p.Version)));
        Assert.False(await grown.TryInsert(Parcel.Named("new") with { Seal = "s2" }));
    }

    [Fact]
    public async Task Should_create_a_collection_once_though_many_ask()
    {
        await Task.WhenAll(Enumerable.Range(0, 6).Select(n => Task.Run(async () =>
        {
            await using var other = Open();
            var fresh = other.Collection(Parcel.Collection with { Name = "fresh" });
            Assert.True(await fresh.TryInsert(Parcel.Named($"p{n}")));
        })));

        Assert.Equal(6, (await _database.Collection(Parcel.Collection with { Name = "fresh" }).Query(new())).Count);
    }

    [Fact]
    public async Task Should_name_the_indexes_there_are_when_a_query_names_another()
    {
        var refusal = await Assert.ThrowsAsync<ArgumentException>(
            () => _parcels.Query(new DocumentQuery().Equal("colour", "red")));

        Assert.StartsWith(
            "'parcels' has no index 'colour', only 'owner', 'weight'", refusal.Message, StringComparison.Ordinal);
    }

    internal static async Task Add(IDocuments<Parcel> parcels, int times)
    {
        for (var done = 0; done < times;)
        {
            var found = (await parcels.Find("sum"))!;
            var changed = found.Document with { Weight = found.Document.Weight + 1 };
            if (await parcels.TryReplace(changed, found.Version)) done++;
        }
    }

    protected abstract IDocumentDatabase Open();

    protected abstract ValueTask Drop();

    private static Parcel Plain(Parcel parcel) => parcel with { Figures = null!, Parts = null! };

    private async Task<string[]> Ids(DocumentQuery query) =>
        [.. (await _parcels.Query(query)).Select(p => p.Document.Id)];
}
