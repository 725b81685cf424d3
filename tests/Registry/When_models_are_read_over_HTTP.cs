using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Trainyard.Api;
using Trainyard.Persistence.Documents;
using Trainyard.Registry.MoveAliases;
using Trainyard.Registry.ReadModels;
using Trainyard.Registry.RegisterModels;
using Trainyard.Support;

namespace Trainyard.Registry.Tests;

public sealed class When_models_are_read_over_HTTP : IAsyncLifetime
{
    private readonly RegistryYard _registry = new();
    private TestServer _server = null!;

    public async ValueTask InitializeAsync()
    {
        foreach (var model in new[] { "flights", "churn", "churn" })
            _ = await _registry.Register(await _registry.Command(model));
        var move = await _registry.Move(2);
        await _registry.Aliases().Settle(_registry.Reply(move), default);
        _server = await TestServer.Start(
            services => services
                .AddSingleton(_registry.Yard.Documents(ModelVersion.Collection))
                .AddSingleton(_registry.Yard.Documents(ModelAlias.Collection))
                .AddSingleton(_registry.Aliases())
                .AddSingleton(_registry.Ownership())
                .AddSingleton<ModelReader>(),
            RegistryRoutes.MapRegistry);
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        await _registry.DisposeAsync();
    }

    [Fact]
    public async Task Should_list_models_with_their_latest_version_and_aliases()
    {
        var models = await Get("/models");

        Assert.Equal(["churn", "flights"], models.EnumerateArray().Select(m => m.GetProperty("name").GetString()));
        Assert.Equal(2, models[0].GetProperty("latest").GetProperty("version").GetInt32());
        Assert.Equal(2, models[0].GetProperty("aliases").GetProperty("staging").GetInt32());
        Assert.Single((await Get("/models?skip=1&limit=1")).EnumerateArray());
    }

    [Fact]
    public async Task Should_give_a_model_with_its_versions_newest_first()
    {
        var model = await Get("/models/churn");

        var versions = model.GetProperty("versions").EnumerateArray();
        Assert.Equal([2, 1], versions.Select(v => v.GetProperty("version").GetInt32()));
    }

    [Fact]
    public async Task Should_give_a_version_with_its_digests_and_figures()
    {
        var version = await Get("/models/churn/versions/1");

        Assert.Equal(new string('5', 64), version.GetProperty("snapshot").GetProperty("sha256").GetString());
        Assert.Equal(0.84, version.GetProperty("metrics").GetProperty("auc").GetDouble());
        Assert.Equal("ada", version.GetProperty("requestedBy").GetString());
        Assert.Equal(1, _registry.Open(version.GetProperty("statement").GetString()).Version);
        Assert.Equal(
            ("Schedule", "nightly"),
            (version.GetProperty("trigger").GetProperty("kind").GetString(),
                version.GetProperty("trigger").GetProperty("name").GetString()));
    }

    [Fact]
    public async Task Should_give_aliases_with_their_history()
    {
        var aliases = await Get("/models/churn/aliases");

        Assert.Equal("staging", aliases[0].GetProperty("alias").GetString());
        Assert.Single(aliases[0].GetProperty("moves").EnumerateArray());
    }

    [Theory]
    [InlineData("/models/churm", "There is no model 'churm'. Did you mean 'churn'?")]
    [InlineData("/models/churm/aliases", "There is no model 'churm'. Did you mean 'churn'?")]
    [InlineData("/models/churm/versions/1", "There is no model 'churm'. Did you mean 'churn'?")]
    [InlineData("/models/churn/versions/3", "Model 'churn' has no version 3; its versions go from 1 to 2.")]
    public async Task Should_say_what_there_is_when_something_is_not(string path, string sentence) =>
        await Refused(path, HttpStatusCode.NotFound, sentence);

    [Fact]
    public async Task Should_know_and_list_models_beyond_the_thousandth()
    {
        var versions = _registry.Yard.Documents(ModelVersion.Collection);
        var like = (await versions.Find(ModelVersion.IdOf("churn", 1)))!.Document;
        await Task.WhenAll(Enumerable.Range(0, 1100).Select(number => versions.TryInsert(
            like with { Model = $"model-{number:0000}", RunId = Guid.NewGuid() })));
        using var client = new TrainyardClient(new Uri(_server.Address));

        var names = await client.Models.All(500, default).Select(model => model.Name).ToListAsync();

        string[] expected = ["churn", "flights", .. Enumerable.Range(0, 1100).Select(number => $"model-{number:0000}")];
        Assert.Equal(expected, names);
        Assert.Empty((await Get("/models/model-1099/aliases")).EnumerateArray());
        Assert.Equal("model-1099", (await Get("/models/model-1099")).GetProperty("name").GetString());
    }

    [Fact]
    public async Task Should_list_versions_page_by_page()
    {
        for (var version = 3; version <= 7; version++)
            _ = await _registry.Register(await _registry.Command("churn"));
        using var client = new TrainyardClient(new Uri(_server.Address));

        var versions = await client.Models.Versions("churn", 2, default).ToListAsync();

        Assert.Equal([7, 6, 5, 4, 3, 2, 1], versions.Select(version => version.Version));
    }

    [Theory]
    [InlineData("/models?after=nowhere")]
    [InlineData("/models/churn?after=WzEsMl0")]
    public async Task Should_refuse_a_place_in_no_list(string path) => await Refused(
        path, HttpStatusCode.BadRequest,
        "'after' is no place in a list: take it from the header Link of the page before.");

    [Theory]
    [InlineData("/models?limit=0")]
    [InlineData("/models?limit=1001")]
    [InlineData("/models/churn?skip=-1")]
    public async Task Should_say_how_far_a_page_may_go(string path) =>
        await Refused(path, HttpStatusCode.BadRequest, "'limit' goes from 1 to 1000, 'skip' from 0.");

    private async Task<JsonElement> Get(string path) => await _server.Client.GetFromJsonAsync<JsonElement>(path);

    private async Task Refused(string path, HttpStatusCode status, string sentence)
    {
        using var reply = await _server.Client.GetAsync(path);
        Assert.Equal(status, reply.StatusCode);
        Assert.Equal("application/problem+json", reply.Content.Headers.ContentType?.MediaType);
        var problem = await reply.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(sentence, problem.GetProperty("detail").GetString());
    }
}
