using Microsoft.Extensions.Time.Testing;
using Trainyard.Hosting.Bus.DeadLetters;
using Trainyard.Hosting.Retention;
using Trainyard.Persistence.Documents;
using Trainyard.Persistence.Documents.Sqlite;

namespace Trainyard.DeadLetters.Tests;

public sealed class When_dead_letters_are_old
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Should_go_soon_when_they_were_decided_about_and_late_when_not()
    {
        var folder = Directory.CreateTempSubdirectory("trainyard-dead-");
        await using (var database = new SqliteDatabase(Path.Combine(folder.FullName, "service.db")))
        {
            var (letters, settings) = (database.Collection(DeadLetter.Collection), new RetentionSettings());
            var (soon, late) = (settings.DeadLetters, settings.UndecidedDeadLetters);
            var minute = TimeSpan.FromMinutes(1);
            foreach (var (id, state, age) in new[]
            {
                ("a", DeadLetterState.Dropped, soon + minute), ("b", DeadLetterState.Retried, soon + minute),
                ("c", DeadLetterState.Dropped, soon - minute), ("d", DeadLetterState.Dead, soon + minute),
                ("e", DeadLetterState.Dead, late + minute),
            })
            {
                Assert.True(await letters.TryInsert(Letter(id, state, Now - age)));
            }

            var removed = await new DeadLetterRetention(letters, settings, new FakeTimeProvider(Now))
                .Apply(TestContext.Current.CancellationToken);

            Assert.Equal(3, removed["dead letters"]);
            Assert.Equal(["c", "d"], (await letters.Query(new())).Select(letter => letter.Document.Id));
        }

        folder.Delete(recursive: true);
    }

    private static DeadLetter Letter(string id, DeadLetterState state, DateTimeOffset died) => new()
    {
        Id = id, State = state, Queue = "q", Cause = DeathCause.Failed, Explanation = "It broke.", DiedAt = died,
        Headers = new Dictionary<string, string>(), Body = [], History = [],
    };
}
