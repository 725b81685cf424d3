using System.Text.Json;
using CsCheck;
using Trainyard.Persistence.Documents;

namespace Trainyard.Sagas.Tests;

public sealed class When_the_same_comes_again_and_again
{
    private static readonly string[] Names = ["Count", "Break", "Resend"];

    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    /// <summary>Messages of a few names and sizes, of which a few lead to something.</summary>
    private static readonly Gen<(string Name, int Size, bool IsNews)[]> Traffic = Gen.Select(
        Gen.Int[0, 2].Select(name => Names[name]), Gen.Int[0, 4000], Gen.Int[0, 99].Select(chance => chance == 0))
        .Array[0, 600];

    [Fact]
    public void Should_keep_the_journal_small() => Traffic.Sample(
        traffic =>
        {
            var journal = new Journal();
            foreach (var (name, size, isNews) in traffic)
                Receive(journal, name, size, isNews);

            var quiet = journal.Entries.Where(entry => entry.IsQuiet).ToList();
            var firsts = quiet.DistinctBy(entry => entry.Message).Count();
            Assert.True(quiet.Count <= Journal.MostQuiet + firsts);
            Assert.True(
                quiet.Sum(entry => entry.Body.GetRawText().Length) <= Journal.LargestQuiet + firsts * 5000);
            Assert.True(journal.Heard.Count <= Journal.MostHeard);
            // Nothing is lost: each has an entry, or is counted.
            Assert.Equal(
                traffic.Length,
                journal.Entries.Count(entry => entry.Direction == JournalDirection.Received)
                    + journal.Repeats.Values.Sum());
            Assert.Equal(
                traffic.Count(message => message.IsNews),
                journal.Entries.Count(entry => entry.Direction == JournalDirection.Sent));
        },
        iter: 200);

    [Fact]
    public void Should_take_no_more_than_64_kB_for_10_000_repeats()
    {
        var journal = new Journal();
        for (var repeat = 0; repeat < 10_000; repeat++)
            Receive(journal, "Count", size: 100, isNews: repeat == 0);

        Assert.InRange(DocumentJson.Write(journal).Length, 1, 64 * 1024);
        Assert.Equal(10_000 - 1 - Journal.MostQuiet, journal.Repeats["Count"]);
    }

    [Fact]
    public void Should_know_copies_of_what_is_only_counted()
    {
        var journal = new Journal();
        for (var repeat = 0; repeat < Journal.MostQuiet + 2; repeat++)
            Receive(journal, "Count", size: 10, isNews: false);

        var last = Receive(journal, "Count", size: 10, isNews: false);

        Assert.True(journal.HasReceived(last));
        Assert.False(journal.HasReceived(Guid.NewGuid()));
        Assert.Equal(2, journal.Repeats["Count"]);
        Assert.True(DocumentJson.Read<Journal>(DocumentJson.Write(journal)).HasReceived(last));
    }

    private static Guid Receive(Journal journal, string name, int size, bool isNews)
    {
        var id = Guid.NewGuid();
        if (isNews)
            journal.Send(new Counted(id, 1));
        journal.Write(
            new JournalEntry
            {
                Direction = JournalDirection.Received,
                MessageId = id,
                Message = name,
                At = Noon,
                Body = JsonSerializer.SerializeToElement(new { text = new string('x', size) }),
            },
            _ => true,
            Noon);
        return id;
    }
}
