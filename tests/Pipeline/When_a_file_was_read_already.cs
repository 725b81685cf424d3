using Microsoft.Extensions.Logging.Abstractions;
using Trainyard.Api;
using Trainyard.Contracts;
using Trainyard.Persistence.Documents;
using Trainyard.Pipeline.AcceptRequest;
using Trainyard.Pipelines;

namespace Trainyard.Pipeline.Tests;

public sealed class When_a_file_was_read_already : IAsyncLifetime
{
    private readonly TestYard _yard = new();
    private readonly List<object> _said = [];

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _yard.DisposeAsync();

    [Fact]
    public async Task Should_not_be_read_again_for_what_is_stored_or_for_the_beginning_of_its_run()
    {
        var requests = _yard.Documents(RequestDocument.Collection);
        var bus = CapturedBus.To((message, _) => _said.Add(message));
        var starter = new RunStarter(_yard.Artifacts, bus, NullLogger<RunStarter>.Instance);
        var bounds = new RequestBounds(new Texts(new TextSettings()), new RequestSettings(), TimeProvider.System);
        var intake = new Intake(requests, bounds, starter, TimeProvider.System, NullLogger<Intake>.Instance);
        // A second reading would find that this is none.
        var request = new TrainRequested { RunId = Guid.NewGuid(), Pipeline = "no pipeline" };

        await intake.Accept(request, PipelineFile.Read(Scripts.Churn), TestContext.Current.CancellationToken);

        var start = Assert.IsType<StartRun>(Assert.Single(_said));
        Assert.Equal(("churn", 0), (start.Pipeline, start.Problems.Count));
        Assert.Equal("churn", Assert.Single(await requests.Query(new DocumentQuery())).Document.Pipeline);
    }
}
