using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Trainyard.Cluster.Tests;

public sealed class When_services_are_not_there_yet(Broker broker) : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("trainyard-alone-");
    private readonly List<ServiceProcess> _services = [];

    [Fact]
    public async Task Should_keep_a_request_that_is_published_before_any_service_started()
    {
        await using var host = await broker.NewHost();
        await Declare(host);
        await using var client = await PlainClient.Connect(host.Uri);
        var run = Guid.NewGuid();
        JsonObject invalid = new() { ["pipeline"] = "pipeline: x" };

        await client.Ask(run, invalid);
        await Start("Pipeline", host);
        var ending = await client.Ended(run, Requests.Timeout, () => _services[0].Log);

        Assert.Equal("InvalidPipeline", (string)ending.Message["reason"]!);
    }

    [Fact]
    public async Task Should_end_a_run_whose_order_no_queue_ever_took_at_its_deadline_naming_step_and_owner()
    {
        await using var host = await broker.NewHost();
        await Start("Pipeline", host, "--Pipeline:Deadlines:Waiting=00:00:02");
        await using var client = await PlainClient.Connect(host.Uri);
        var run = Guid.NewGuid();

        await client.Ask(run, Requests.Churn());
        var ending = await client.Ended(run, Requests.Timeout, () => _services[0].Log);

        Assert.Equal("TrainingFailed", ending.Name);
        Assert.Equal("DeadlineExceeded", (string)ending.Message["reason"]!);
        var message = (string)ending.Message["message"]!;
        Assert.StartsWith(
            "The step 'Fetch data' was not heard to begin within 00:00:02", message, StringComparison.Ordinal);
        Assert.Contains("owned by", message, StringComparison.Ordinal);
    }

    /// <summary>The bus alone would try it for a minute.</summary>
    [Theory, InlineData(false), InlineData(true)]
    public async Task Should_be_told_in_one_line_within_seconds_that_the_virtual_host_is_missing(bool isJson)
    {
        await using var host = await broker.NewHost();
        var start = TimeProvider.System.GetTimestamp();

        var said = await Command.Run(
            ["topology", "--bus", $"{host.Uri}-nowhere", .. isJson ? ["--json"] : Array.Empty<string>()]);

        Assert.Equal(1, said.ExitCode);
        var sentence = isJson ? (string)JsonNode.Parse(said.Output)!["error"]! : said.Error.TrimEnd();
        Assert.EndsWith(
            $" has no virtual host '{host.Name}-nowhere'. To make it: rabbitmqctl add_vhost '{host.Name}-nowhere'",
            sentence, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', sentence);
        Assert.InRange(TimeProvider.System.GetElapsedTime(start), TimeSpan.Zero, TimeSpan.FromSeconds(45));
    }

    public ValueTask DisposeAsync()
    {
        foreach (var service in _services)
            service.Dispose();
        _folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    private static async Task Declare(VirtualHost host)
    {
        using var command = Process.Start(new ProcessStartInfo(
            "dotnet", [Repository.Program("Trainyard"), "topology", "--bus", host.Uri.ToString()])
        {
            RedirectStandardOutput = true,
        })!;
        var said = await command.StandardOutput.ReadToEndAsync();
        await command.WaitForExitAsync();
        Assert.Equal((0, "All queues and exchanges are declared."), (command.ExitCode, said.Trim()));
    }

    private async Task Start(string name, VirtualHost host, params string[] settings)
    {
        var service = new ServiceProcess(
            name,
            ["--Bus:Transport=RabbitMq", $"--Bus:Uri={host.Uri}", $"--Data:Folder={_folder.FullName}", .. settings]);
        _services.Add(service);
        service.Start();
        await service.Ready();
    }
}
