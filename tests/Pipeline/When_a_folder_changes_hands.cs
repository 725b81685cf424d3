using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Trainyard.Contracts;
using Trainyard.Hosting;
using Trainyard.Hosting.Stores;
using Trainyard.Persistence.Documents;
using Trainyard.Pipeline.AcceptRequest;
using Trainyard.Pipeline.RunTraining;
using Trainyard.Sagas;

namespace Trainyard.Pipeline.Tests;

public sealed class When_a_folder_changes_hands
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    /// <summary>What is still to be said leads to alerts, which go out with the rights of whoever goes on.</summary>
    [Fact]
    public async Task Should_count_runs_that_go_on_and_endings_that_are_not_sent()
    {
        var folder = Directory.CreateTempSubdirectory("yard-");
        await using (var process = new YardBuilder([$"--Data:Folder={folder.FullName}", "--Logging:Level=Error"])
            .Add(new PipelineService()).Build())
        {
            var runs = process.Services.GetRequiredService<IDocuments<TrainingRun>>();
            await runs.TryInsert(Run("Training", isSent: true));
            await runs.TryInsert(Run("Training", isSent: false));
            foreach (var state in new[] { "Succeeded", "Rejected", "Faulted", "Cancelled" })
            {
                await runs.TryInsert(Run(state, isSent: true));
                await runs.TryInsert(Run(state, isSent: false));
            }

            // That the first has begun is not written down yet, and the second has not.
            var begun = Run("Rejected", isSent: true);
            await runs.TryInsert(begun);
            var requests = process.Services.GetRequiredService<IDocuments<RequestDocument>>();
            await requests.TryInsert(Request(begun.CorrelationId));
            var waiting = Request(Guid.NewGuid());
            await requests.TryInsert(waiting);

            var open = new OpenPieces(0, []);
            foreach (var look in process.Services.GetServices<OpenWork>())
                open = open.With(await look(TestContext.Current.CancellationToken));

            Assert.Equal((7, OpenPieces.MostNamed), (open.Count, open.First.Count));
            Assert.Contains($"run {waiting.RunId}, Requested", open.First);
        }

        folder.Delete(recursive: true);
    }

    private static RequestDocument Request(Guid run) =>
        new() { RunId = run, Request = new TrainRequested { RunId = run }, AcceptedAt = Now };

    private static TrainingRun Run(string state, bool isSent)
    {
        var run = new TrainingRun { CorrelationId = Guid.NewGuid(), State = state, RequestedAt = Now };
        run.Journal.Entries.Add(new JournalEntry
        {
            Direction = JournalDirection.Sent, MessageId = Guid.NewGuid(), Message = nameof(TrainingFailed), At = Now,
            Body = JsonSerializer.SerializeToElement(new { }), IsDispatched = isSent,
        });
        return run;
    }
}
