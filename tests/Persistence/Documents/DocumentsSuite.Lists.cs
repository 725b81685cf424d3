using Trainyard.Persistence.ConsistencyChecks;
using Trainyard.Persistence.Documents;

namespace Trainyard.Persistence.Tests.Documents;

/// <summary>What is listed, page by page, and what blobs are named.</summary>
public abstract partial class DocumentsSuite
{
    [Fact]
    public async Task Should_say_the_blobs_that_each_document_names_while_it_changes_whatever_it_is()
    {
        var cancellation = TestContext.Current.CancellationToken;
        var letters = _database.Collection(Parcel.Collection with { Name = "letters", Indexes = [] });
        for (var n = 0; n < 1450; n++)
            Assert.True(await _parcels.TryInsert(Parcel.Named($"p{n}", $"of {Digest(n)}."), cancellation));
        Assert.True(await letters.TryInsert(Parcel.Named("letter", Digest(2000)), cancellation));
        Assert.True(await letters.TryInsert(Parcel.Named("none"), cancellation));
        await using var stranger = Open();

        var seen = new List<string>();
        await foreach (var names in stranger.BlobNames(cancellation))
        {
            seen.AddRange(names);
            // Neither a change of one that was seen, nor of one that was not, makes it come twice or not at all.
            if (seen.Count == 10)
            {
                Assert.True(await _parcels.TryReplace(Parcel.Named("p0", Digest(0)), 1, cancellation));
                var longer = Parcel.Named("p1449", Digest(1449) + new string('x', 9000));
                Assert.True(await _parcels.TryReplace(longer, 1, cancellation));
            }
        }

        var expected = Enumerable.Range(0, 1450).Append(2000).Select(Digest);
        Assert.Equal(expected.Order(StringComparer.Ordinal), seen.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("at", false)]
    [InlineData("at", true)]
    [InlineData(null, false)]
    [InlineData(null, true)]
    [InlineData("owner", false)]
    public async Task Should_go_through_a_list_page_by_page_whatever_comes_and_goes(string? orderBy, bool descending)
    {
        for (var n = 0; n < 25; n++)
        {
            var parcel = Parcel.Named($"p{n:00}") with
            {
                At = DateTimeOffset.UnixEpoch.AddDays(n / 4), Owner = n < 7 ? null : $"owner {n / 5}",
            };
            Assert.True(await _parcels.TryInsert(parcel));
        }

        var query = new DocumentQuery { OrderBy = orderBy, Descending = descending, Limit = 4 };
        var whole = await Ids(query with { Limit = 100 });
        var paged = new List<string>();
        for (DocumentCursor? after = null; ;)
        {
            var page = await _parcels.Query(query with { After = after });
            paged.AddRange(page.Select(parcel => parcel.Document.Id));
            if (page.Count < 4)
                break;
            after = DocumentCursor.Read(page[^1].Cursor!.ToString());
            // What was listed goes, and takes nothing of the rest with it.
            Assert.True(await _parcels.Delete(page[0].Document.Id));
        }

        Assert.Equal(whole, paged);
    }

    [Fact]
    public async Task Should_list_what_is_to_be_shown_and_not_the_document()
    {
        var shown = _database.Collection(Parcel.Collection with
        {
            Name = "shown", Row = parcel => new Label(parcel.Id, parcel.Weight),
            Orders = [["owner", "weight"]],
        });
        for (var n = 0; n < 5; n++)
            Assert.True(await shown.TryInsert(Parcel.Named($"p{n}") with { Owner = $"o{n % 2}", Weight = n }));
        var stored = (await shown.Find("p2"))!;
        Assert.True(await shown.TryReplace(stored.Document with { Weight = 20 }, stored.Version));

        var rows = await shown.Rows<Label>(
            new DocumentQuery { OrderBy = "weight", Descending = true, Limit = 2 }.Equal("owner", "o0"));

        Assert.Equal([new Label("p2", 20), new Label("p4", 4)], rows.Select(row => row.Row));
        Assert.Equal(new DocumentCursor(4L, "p4"), rows[^1].Cursor);
        await Assert.ThrowsAsync<ArgumentException>(() => _parcels.Rows<Label>(new()));
    }

    /// <summary>Whoever may write to a store can write what a record does not say.</summary>
    [Fact]
    public async Task Should_name_each_record_beside_which_lies_what_it_does_not_say()
    {
        var honest = Parcel.Collection with { Name = "beside", Row = parcel => new Tag(parcel.Weight, parcel.Figures) };
        var liar = honest with
        {
            Indexes = [.. honest.Indexes.Select(index => index with { Value = Lie(index) })],
            Row = parcel => new Tag(
                parcel.Weight + (parcel.Note == "row" ? 1 : 0),
                parcel.Note == "figures" ? new Dictionary<string, double> { ["f1"] = 1 } : parcel.Figures),
        };
        await using var stranger = Open();
        var lies = stranger.Collection(liar);
        foreach (var note in (string[])["", "row", "figures", "weight", "at", "sent", "owner", "seal"])
            Assert.True(await lies.TryInsert(Parcel.Named($"p-{note}", note) with { Figures = Figures(note) }));
        var check = new BesideCheck<Parcel>(_database.Collection(honest));

        var found = await check.Look(TestContext.Current.CancellationToken).ToListAsync();

        Assert.Equal(
            ["p-at", "p-figures", "p-owner", "p-row", "p-seal", "p-sent", "p-weight"],
            found.Select(one => one.Id).Order(StringComparer.Ordinal));
        Assert.All(found, one => Assert.Equal("record-differs-beside", one.Kind));
        Said("p-row", "Lists show weight 1, and it says 0.");
        Said("p-figures", "Lists show figures.f1 1, and it says nothing.");
        Said("p-weight", "By 'weight' it is found as 7, and says 0.");
        Said("p-owner", "By 'owner' it is found as 'mallory', and says nothing.");
        Said("p-at", "By 'at' it is found as 0001-01-01T00:00:00.0000007Z, and says 1970-01-01T00:00:00.0000000Z.");

        void Said(string id, string words) => Assert.Contains(
            words, found.Single(one => one.Id == id).What, StringComparison.Ordinal);
        static Dictionary<string, double> Figures(string note) => new() { [$"auc{note}"] = 0.5 };
        static Func<Parcel, object?> Lie(DocumentIndex<Parcel> index) => parcel => parcel.Note != index.Field
            ? index.Value(parcel)
            : index.Field is "sent" ? true : index.Field is "owner" or "seal" ? "mallory" : 7L;
    }

    /// <summary>Another version of the program shows more, or less: that is no lie.</summary>
    [Fact]
    public async Task Should_pass_over_rows_with_other_members()
    {
        var old = Parcel.Collection with { Name = "members", Row = parcel => new Label(parcel.Id, parcel.Weight) };
        await using var earlier = Open();
        Assert.True(await earlier.Collection(old).TryInsert(Parcel.Named("p")));
        var check = new BesideCheck<Parcel>(_database.Collection(
            old with { Row = parcel => new Tag(parcel.Weight, parcel.Figures) }));

        Assert.Empty(await check.Look(TestContext.Current.CancellationToken).ToListAsync());
    }

    [Theory]
    [InlineData("")]
    [InlineData("%%%")]
    [InlineData("bm8ganNvbg")]
    [InlineData("WzEsMl0")]
    [InlineData("W3t9LCJhIl0")]
    public void Should_take_no_word_for_a_cursor_that_none_was(string word) => Assert.Null(DocumentCursor.Read(word));

    private static string Digest(int number) => $"{number:x64}";

    private sealed record Label(string Id, long Weight);

    private sealed record Tag(long Weight, IReadOnlyDictionary<string, double> Figures);
}
