namespace Trainyard.Cluster.Tests;

[Trait(Tracks.Name, Tracks.Second)]
public sealed class When_a_run_is_traced(Broker broker)
{
    private const string Trace = "4bf92f3577b34da6a3ce929d0e0e4736";
    private const string Root = "00f067aa0ba902b7";

    private static readonly TimeSpan Export = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan BetweenQuestions = TimeSpan.FromMilliseconds(200);

    [Fact]
    public async Task Should_be_one_trace_through_every_service_from_the_request_to_its_ending()
    {
        await using var collector = await SpanCollector.Start();
        await using var cluster = await ServiceCluster.Start(
            broker, Documents.InSqlite, ("Telemetry:Otlp", collector.Address), ("Telemetry:Protocol", "HttpProtobuf"));
        await using var client = await PlainClient.Connect(cluster.Bus);
        var run = Guid.NewGuid();

        await client.Ask(run, Requests.Churn(), trace: $"00-{Trace}-{Root}-01");
        var ending = await client.Ended(run, Requests.Timeout, cluster.Logs);
        Assert.True(ending.Name == "TrainingSucceeded", ending.Message.ToJsonString());

        var spans = await Whole(collector);
        Assert.Equal(
            ServiceCluster.Names.Select(name => "trainyard-" + name.ToLowerInvariant()).Order(),
            spans.Select(span => span.Service).Distinct().Order());
        Assert.Equal([], Gaps(spans));
        Assert.Contains(spans, span => span.Parent == Root);
        // Work that is stored in between is part of it, on the service that did it, and so is every message.
        var services = new Dictionary<string, string>
        {
            ["FetchData"] = "ingestion", ["CheckData"] = "ingestion", ["PrepareData"] = "preprocessing",
            ["TrainModel"] = "training", ["ValidateModel"] = "validation", ["RegisterModel"] = "registry",
            ["DeployModel"] = "serving", ["AnnounceSuccess"] = "monitoring",
        };
        foreach (var (command, service) in services)
        {
            var attempt = Assert.Single(spans, span => span.Name == $"{command} attempt");
            Assert.Equal("trainyard-" + service, attempt.Service);
            Assert.Contains(spans, span => span.Name.EndsWith($":{command} send", StringComparison.Ordinal));
        }

        Assert.Contains(spans, span => span.Service == "trainyard-monitoring"
            && span.Name.EndsWith(":TrainingSucceeded send", StringComparison.Ordinal));
        Assert.DoesNotContain(collector.Spans, span =>
            span.Trace != Trace && services.Keys.Any(command => span.Name.Contains(command, StringComparison.Ordinal)));
    }

    /// <summary>The spans of the trace, once those of all services are there and none waits for its parent. A process
    /// exports every few seconds.</summary>
    private static async Task<IReadOnlyList<Span>> Whole(SpanCollector collector)
    {
        using var deadline = new CancellationTokenSource(Export);
        while (true)
        {
            Span[] spans = [.. collector.Spans.Where(span => span.Trace == Trace)];
            var isWhole = spans.Select(span => span.Service).Distinct().Count() == ServiceCluster.Names.Count
                && !Gaps(spans).Any();
            if (isWhole || deadline.IsCancellationRequested) return spans;
            await Task.Delay(BetweenQuestions, TimeProvider.System);
        }
    }

    /// <summary>Spans whose parent is not there.</summary>
    private static IEnumerable<string> Gaps(IReadOnlyList<Span> spans)
    {
        var known = spans.Select(span => span.Id).Append(Root).ToHashSet();
        return spans.Where(span => !known.Contains(span.Parent)).Select(span => $"{span.Service}: {span.Name}");
    }
}
