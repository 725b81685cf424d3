using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Trainyard.Api;
using Trainyard.Api.Models;
using Trainyard.Contracts;
using Trainyard.Persistence.Documents;
using Trainyard.Registry.MoveAliases;
using Trainyard.Registry.OwnModels;
using Trainyard.Registry.ReadModels;
using Trainyard.Registry.RegisterModels;
using Trainyard.Support;

namespace Trainyard.Registry.Tests;

public sealed class When_a_model_has_an_owner : IAsyncLifetime
{
    private readonly RegistryYard _registry = new();
    private TestServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await TestServer.Start(
        services => services
            .AddSingleton(_registry.Yard.Documents(ModelVersion.Collection))
            .AddSingleton(_registry.Yard.Documents(ModelAlias.Collection))
            .AddSingleton(_registry.Aliases())
            .AddSingleton(_registry.Ownership())
            .AddSingleton(new Texts(new TextSettings()))
            .AddSingleton<ModelReader>(),
        OwnerRoutes.Map);

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        await _registry.DisposeAsync();
    }

    [Fact]
    public async Task Should_refuse_versions_of_pipelines_that_name_another()
    {
        _ = await _registry.Register(await _registry.Command(owner: "risk"));

        var stranger = await _registry.Refuse(await _registry.Command(owner: "growth"));
        var nobody = await _registry.Refuse(await _registry.Command());

        Assert.StartsWith(
            "Model 'churn' can't be registered. It is owned by 'risk', and the pipeline file of this run names "
            + "'growth'.", stranger, StringComparison.Ordinal);
        Assert.Contains("names no owner", nobody, StringComparison.Ordinal);
        Assert.Equal(2, (await _registry.Register(await _registry.Command(owner: "risk"))).Version);
    }

    [Fact]
    public async Task Should_refuse_what_does_not_meet_the_gate_of_the_alias_whatever_that_of_the_run()
    {
        _ = await _registry.Register(await _registry.Command(deployTo: "staging", auc: 0.84, asks: 0.8));

        var weak = await _registry.Command(deployTo: "staging", auc: 0.7, asks: 0.1);
        Assert.Contains(
            "Its alias 'staging' asks for auc >= 0.8, and has 0.7, whatever the gate of the run.",
            await _registry.Refuse(weak), StringComparison.Ordinal);
        Assert.Contains(
            "auc >= 0.8, and has none",
            await _registry.Refuse(weak with { Metrics = new Dictionary<string, double>() }),
            StringComparison.Ordinal);
        Assert.Contains("staging", await _registry.Refuse(weak with { Gate = [] }), StringComparison.Ordinal);

        // Nothing is deployed there without it, nothing else is kept from anybody.
        Assert.Equal(2, (await _registry.Register(weak with { DeployTo = null })).Version);
        Assert.Equal(3, (await _registry.Register(weak with { DeployTo = "trial", RunId = Guid.NewGuid() })).Version);
    }

    [Fact]
    public async Task Should_take_no_gate_from_a_first_deployment_that_overrides_it()
    {
        var overridden = await _registry.Command(deployTo: "staging", auc: 0.7, asks: 0.1);
        _ = await _registry.Register(overridden with { IsGateOverridden = true });
        Assert.Empty((await _registry.Ownership().Find("churn", default))!.Gates);

        _ = await _registry.Register(await _registry.Command(deployTo: "staging", auc: 0.84, asks: 0.8));
        Assert.Equal(0.8, (await _registry.Ownership().Find("churn", default))!.Gates["staging"][0].Threshold);
    }

    [Fact]
    public async Task Should_let_the_file_decide_where_its_caller_owns_the_yard_but_not_an_override()
    {
        await using var registry = new RegistryYard(new() { FilesDecide = true });
        _ = await registry.Register(await registry.Command(deployTo: "staging", owner: "risk", auc: 0.84, asks: 0.8));

        var overridden = await registry.Command(deployTo: "staging", owner: "growth", auc: 0.7, asks: 0.1);
        Assert.Contains(
            "asks for auc >= 0.8", await registry.Refuse(overridden with { IsGateOverridden = true }),
            StringComparison.Ordinal);

        Assert.Equal(2, (await registry.Register(overridden)).Version);
        var owned = (await registry.Ownership().Find("churn", default))!;
        Assert.Equal(("growth", 0.1), (owned.Owner, owned.Gates["staging"][0].Threshold));
    }

    [Fact]
    public async Task Should_promote_what_meets_the_gate_and_go_back_to_what_met_it_then()
    {
        var first = await _registry.Register(await _registry.Command(deployTo: "staging", auc: 0.84));
        var weak = await _registry.Register(await _registry.Command(auc: 0.7));
        _ = await _registry.Register(await _registry.Command(deployTo: "staging", auc: 0.95));
        await _registry.Aliases().Settle(
            first.DeploymentId!.Value, _registry.Time.GetUtcNow(), default);

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => _registry.Move(weak.Version));
        Assert.StartsWith(
            "Version 2 of model 'churn' can't be staging. Its alias 'staging' asks for auc >= 0.8", refused.Message,
            StringComparison.Ordinal);

        _ = await Put("aliases/staging/gate", new { gate = new { auc = ">= 0.9" }, reason = "It is served to all." });
        Assert.Equal(3, (await _registry.Move(3)).Version);
        Assert.Equal(1, (await _registry.Move(1)).Version);
    }

    [Fact]
    public async Task Should_be_handed_over_and_asked_for_more_or_less_by_whoever_may_call()
    {
        _ = await _registry.Register(await _registry.Command(deployTo: "staging", owner: "risk"));
        using var client = new TrainyardClient(_server.Client);

        var handed = await client.Models.ChangeOwner(
            "churn", new OwnerRequest("growth", "The team was split.", "ada"), default);
        var loosened = await client.Models.ChangeGate(
            "churn", "staging",
            new GateRequest(new Dictionary<string, string?> { ["auc"] = ">= 50%" }, "It is a trial.", "ada"), default);

        Assert.Equal("growth", handed.Owner);
        Assert.Equal(("auc", ">=", 0.5), Shown(Assert.Single(loosened.Gates!["staging"])));
        var owned = (await _registry.Ownership().Find("churn", default))!;
        Assert.Equal(("ada", "It is a trial."), (owned.ChangedBy, owned.Reason));
        Assert.Equal(2, (await _registry.Register(await _registry.Command(
            owner: "growth", deployTo: "staging", auc: 0.6, asks: 0.4))).Version);
    }

    [Theory]
    [InlineData("owner", """{"owner":"growth"}""", 400, "Say why it changes: 'reason' is missing.")]
    [InlineData("aliases/staging/gate", """{"reason":"so"}""", 400, "Say what the alias asks for: 'gate' is missing")]
    [InlineData("aliases/Staging/gate", """{"gate":{},"reason":"so"}""", 400, "'Staging' is no name of an alias")]
    [InlineData("aliases/staging/gate", """{"gate":{"auc":"0.6"},"reason":"so"}""", 400,
        "Say which side is right")]
    [InlineData("aliases/staging/gate", """{"gate":{"auc":null},"reason":"so"}""", 400, "gate.auc: ")]
    [InlineData("owner", """{"reason":"so"}""", 400, "Say whose it is: 'owner' is missing;")]
    [InlineData("aliases/staging/gate", """{"gate":{"acu":">= 0.6"},"reason":"so"}""", 400, "gate.acu: ")]
    public async Task Should_say_what_is_wrong(string path, string body, int status, string sentence)
    {
        _ = await _registry.Register(await _registry.Command());
        using var content = new StringContent(body, null, "application/json");

        using var reply = await _server.Client.PutAsync(new Uri($"/models/churn/{path}", UriKind.Relative), content);

        Assert.Equal(status, (int)reply.StatusCode);
        var detail = (await reply.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("detail").GetString();
        Assert.Contains(sentence, detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Should_know_no_other_models()
    {
        using var reply = await _server.Client.PutAsJsonAsync(
            "/models/churm/owner", new { owner = "growth", reason = "so" });

        Assert.Equal(HttpStatusCode.NotFound, reply.StatusCode);
    }

    private static (string, string, double) Shown(GateCheck check) =>
        (check.Metric, check.Comparison, check.Threshold);

    private async Task<JsonElement> Put(string path, object body)
    {
        using var reply = await _server.Client.PutAsJsonAsync($"/models/churn/{path}", body);
        Assert.Equal(HttpStatusCode.OK, reply.StatusCode);
        return await reply.Content.ReadFromJsonAsync<JsonElement>();
    }
}
