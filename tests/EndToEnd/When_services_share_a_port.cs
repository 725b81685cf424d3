using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Trainyard.Alerting;
using Trainyard.Artifacts;
using Trainyard.Contracts;
using Trainyard.Hosting;
using Trainyard.Registry;
using Trainyard.Serving;
using Trainyard.Support;

namespace Trainyard.EndToEnd.Tests;

/// <summary>Registry and Serving both answer below /models, and one process may be both.</summary>
public sealed class When_services_share_a_port : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("trainyard-test-").FullName;
    private WebApplication _yard = null!;
    private HttpClient _http = null!;

    public async ValueTask InitializeAsync()
    {
        string[] settings = [$"--Data:Folder={_folder}", "--urls=http://127.0.0.1:0", "--Logging:Level=Fatal"];
        _yard = new YardBuilder(settings)
            .Add(new RegistryService()).Add(new ServingService()).Add(new AlertingService()).Build();
        await _yard.StartAsync();
        _http = new HttpClient { BaseAddress = new Uri(_yard.Urls.First()) };
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _yard.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData("/models/versions", "There is no model 'versions'.")]
    [InlineData("/models/churn/aliases", "There is no model 'churn'.")]
    [InlineData("/models/churn/versions/1", "There is no model 'churn'.")]
    [InlineData("/models/churn/versions/schema", "No model 'churn' is deployed.")]
    [InlineData("/models/churn/staging/schema", "No model 'churn' is deployed.")]
    [InlineData("/models/churn/staging/sample", "No model 'churn' is deployed.")]
    public async Task Should_have_each_path_answered_by_the_one_who_knows(string path, string sentence)
    {
        using var answer = await _http.GetAsync(new Uri(path, UriKind.Relative));

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.StartsWith(sentence, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Should_register_nothing_that_is_no_model()
    {
        var answers = await Listen();
        var artifact = await Artifacts.Put("no model"u8.ToArray(), "application/zip", "model/1");

        await Publish(Register(artifact));
        var fault = await answers.Next<StepFaulted>();

        Assert.Equal((Step.Register, 1), (fault.Step, fault.Work.Attempt));
        Assert.Equal(
            $"Blob {artifact.Sha256} (model/1) of model 'churn' can't be registered. The model artifact can't be used: "
            + "archive: It is not a zip archive, or it is damaged.",
            fault.Reason);
        using var version = await _http.GetAsync(new Uri("/models/churn/versions/1", UriKind.Relative));
        Assert.Equal(HttpStatusCode.NotFound, version.StatusCode);
    }

    [Fact]
    public async Task Should_serve_what_was_signed_here_and_nothing_under_another_name()
    {
        var answers = await Listen();
        await Publish(Register(await SmallModel.Put(Artifacts)));
        var registered = await answers.Next<ModelRegistered>();
        var command = new DeployModel
        {
            DeploymentId = registered.DeploymentId!.Value,
            Change = registered.Change!.Value,
            RunId = registered.RunId,
            Model = registered.Model,
            Version = registered.Version,
            Alias = "staging",
            Artifact = registered.Artifact,
            Statement = registered.Statement,
            MoveStatement = registered.MoveStatement!,
        };

        // With a run it is a step that fails, and so an alert of that run; without one it is a job.
        await Publish(command with { Model = "penguins", Version = int.MaxValue, DeploymentId = Guid.NewGuid() });
        var step = await answers.Next<StepFaulted>();
        await Publish(command with { Version = 2, RunId = null, DeploymentId = Guid.NewGuid() });
        var job = await answers.Next<JobFaulted>();
        await Publish(command);
        var deployed = await answers.Next<ModelDeployed>();

        Assert.Equal((Step.Deploy, 1), (step.Step, step.Work.Attempt));
        Assert.Equal(
            "Version 2147483647 of model 'penguins' can't be served. Its statement is about model 'churn', not "
            + "'penguins'. Its statement is about version 1, not 2147483647.",
            step.Reason);
        Assert.Equal(
            "Version 2 of model 'churn' can't be served. Its statement is about version 1, not 2.", job.Reason);
        Assert.Equal(("churn", 1), (deployed.Model, deployed.Version));
        using var penguins = await _http.GetAsync(new Uri("/models/penguins/staging/schema", UriKind.Relative));
        Assert.Equal(HttpStatusCode.NotFound, penguins.StatusCode);
        var schema = await _http.GetFromJsonAsync<JsonElement>("/models/churn/staging/schema");
        Assert.Equal(1, schema.GetProperty("version").GetInt32());
    }

    private IArtifactStore Artifacts => _yard.Services.GetRequiredService<IArtifactStore>();

    private async Task<Answers> Listen()
    {
        var answers = new Answers();
        await _yard.Services.GetRequiredService<IBus>().ConnectReceiveEndpoint("answers", endpoint =>
        {
            endpoint.Handler<ModelRegistered>(context => answers.Take(context.Message));
            endpoint.Handler<ModelDeployed>(context => answers.Take(context.Message));
            endpoint.Handler<StepFaulted>(context => answers.Take(context.Message));
            endpoint.Handler<JobFaulted>(context => answers.Take(context.Message));
        }).Ready;
        return answers;
    }

    private static RegisterModel Register(ArtifactReference artifact) => new()
    {
        RunId = Guid.NewGuid(),
        Model = "churn",
        Artifact = artifact,
        Definition = artifact,
        Snapshot = artifact,
        Features = artifact,
        Report = artifact,
        Metrics = new Dictionary<string, double>(),
        Gate = [],
        RequestedBy = "ada",
        DeployTo = "staging",
    };

    private Task Publish<T>(T command)
        where T : class => _yard.Services.GetRequiredService<IBus>().Publish(command);

    private sealed class Answers
    {
        private readonly System.Threading.Channels.Channel<object> _all =
            System.Threading.Channels.Channel.CreateUnbounded<object>();

        public Task Take(object answer) => _all.Writer.WriteAsync(answer).AsTask();

        public async Task<T> Next<T>()
        {
            using var deadline = new CancellationTokenSource(TimeSpan.FromMinutes(2));
            var answer = await _all.Reader.ReadAsync(deadline.Token);
            Assert.True(answer is T, $"{answer}");
            return (T)answer;
        }
    }
}
