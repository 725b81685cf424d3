using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using MassTransit;
using MassTransit.Testing;
using Microsoft.Extensions.DependencyInjection;
using Trainyard.Api;
using Trainyard.Api.Aliases;
using Trainyard.Contracts;
using Trainyard.Persistence.Documents;
using Trainyard.Registry.MoveAliases;
using Trainyard.Registry.ReadModels;
using Trainyard.Registry.RegisterModels;
using Trainyard.Support;

namespace Trainyard.Registry.Tests;

public sealed class When_an_alias_is_moved_over_HTTP : IAsyncLifetime
{
    private readonly RegistryYard _registry = new();
    private readonly ServiceProvider _bus = new ServiceCollection()
        .AddMassTransitTestHarness(
            TextWriter.Null, bus =>
            {
                // How long a message may take on a machine that is busy; what is there is there at once.
                bus.SetTestTimeouts(testInactivityTimeout: TimeSpan.FromMinutes(2));
                bus.AddHandler((ConsumeContext<DeployModel> _) => Task.CompletedTask);
            })
        .BuildServiceProvider();
    private MoveSender _sender = null!;
    private TestServer _server = null!;

    public async ValueTask InitializeAsync()
    {
        for (var version = 0; version < 2; version++)
            _ = await _registry.Register(await _registry.Command());
        await Harness.Start();
        _sender = _registry.Sender(Harness.Bus);
        _server = await TestServer.Start(
            services => services
                .AddSingleton(new Texts(new TextSettings()))
                .AddSingleton(_registry.Yard.Documents(ModelVersion.Collection))
                .AddSingleton(_registry.Yard.Documents(ModelAlias.Collection))
                .AddSingleton(_registry.Aliases())
                .AddSingleton(_registry.Ownership())
                .AddSingleton(_registry.Mover())
                .AddSingleton(_sender)
                .AddSingleton<ModelReader>(),
            app =>
            {
                RegistryRoutes.MapRegistry(app);
                AliasRoutes.Map(app);
            });
    }

    private ITestHarness Harness => _bus.GetRequiredService<ITestHarness>();

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _sender.Dispose();
        await _bus.DisposeAsync();
        await _registry.DisposeAsync();
    }

    [Fact]
    public async Task Should_accept_it_with_its_number_and_tell_Serving()
    {
        var accepted = await Accepted(new { version = 1, requestedBy = "ada", reason = "Version 2 is too slow." });

        Assert.Equal(1, accepted.GetProperty("change").GetInt64());
        var command = Assert.Single(await Sent(1));
        Assert.Equal(
            (accepted.GetProperty("moveId").GetGuid(), 1L, (Guid?)null, "churn", 1, "staging"),
            (command.DeploymentId, command.Change, command.RunId, command.Model, command.Version, command.Alias));
        var signed = _registry.Open(command.Statement);
        Assert.Equal(("churn", 1, command.Artifact.Sha256), (signed.Model, signed.Version, signed.Artifact));
    }

    [Fact]
    public async Task Should_tell_Serving_again_until_it_replies()
    {
        var accepted = await Accepted(new { version = 1, reason = "It was better." });
        await _sender.Look(default);
        _ = await Sent(1);

        _registry.Time.Advance(TimeSpan.FromSeconds(11));
        await _sender.Look(default);
        var sent = await Sent(2);
        Assert.Equal(sent[0], sent[1]);

        var move = (await _registry.Aliases().Find(accepted.GetProperty("moveId").GetGuid(), default))!;
        await _registry.Aliases().Settle(_registry.Reply(move), default);
        _registry.Time.Advance(TimeSpan.FromMinutes(10));
        await _sender.Look(default);
        Assert.Equal(2, (await Sent(2)).Count);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public async Task Should_tell_Serving_again_though_the_clock_was_set_meanwhile(int days)
    {
        _ = await Accepted(new { version = 1, reason = "It was better." });
        _ = await Sent(1);

        _registry.Time.Jump(TimeSpan.FromDays(days));
        _registry.Time.Advance(TimeSpan.FromSeconds(11));
        await _sender.Look(default);
        await _sender.Look(default);

        _ = await Sent(2);
    }

    [Fact]
    public async Task Should_show_who_moved_it_and_why()
    {
        var accepted = await Accepted(new { version = 2, requestedBy = "ada", reason = "It is better by far." });
        var move = (await _registry.Aliases().Find(accepted.GetProperty("moveId").GetGuid(), default))!;
        await _registry.Aliases().Settle(_registry.Reply(move), default);
        _ = await Accepted(new
        {
            version = 1, requestedBy = "grace", reason = "It is too slow.",
            trigger = new { kind = "Drift", name = "window 7" },
        });

        var alias = (await _server.Client.GetFromJsonAsync<JsonElement>("/models/churn/aliases"))[0];

        Assert.Equal((2, 1), (alias.GetProperty("version").GetInt32(), alias.GetProperty("change").GetInt32()));
        Assert.Equal(
            [
                ("Decided", "grace", "Drift", "It is too slow."),
                ("Served", "ada", "Request", "It is better by far."),
            ],
            alias.GetProperty("moves").EnumerateArray().Select(one => (
                one.GetProperty("state").GetString(), one.GetProperty("requestedBy").GetString(),
                one.GetProperty("trigger").GetProperty("kind").GetString(), one.GetProperty("reason").GetString())));
    }

    [Fact]
    public async Task Should_be_asked_for_and_read_by_a_program()
    {
        using var client = new TrainyardClient(_server.Client);
        var reason = new MoveRequest(Version: 2, "It is better.", RequestedBy: "ada");

        var accepted = await client.Aliases.Move("churn", "production", reason, default);
        var move = (await _registry.Aliases().Find(accepted.MoveId, default))!;
        await _registry.Aliases().Settle(_registry.Reply(move), default);

        var alias = Assert.Single(await client.Aliases.Read("churn", default));
        Assert.Equal(("production", 2, 1L), (alias.Alias, alias.Version, alias.Change));
        Assert.Equal(("Served", "ada"), (alias.Moves[0].State, alias.Moves[0].RequestedBy));
    }

    [Fact]
    public async Task Should_take_the_same_key_for_the_same_move_and_a_version_again_for_another()
    {
        var request = new { version = 1, reason = "It was better." };

        var first = await Accepted(request, "key-1");
        Assert.Equal(first.GetRawText(), (await Accepted(request, "key-1")).GetRawText());
        Assert.Equal(2, (await Accepted(request, "key-2")).GetProperty("change").GetInt64());
        Assert.Equal(3, (await Accepted(request)).GetProperty("change").GetInt64());
        Assert.Equal(1, (await Accepted(request, "key-1", alias: "production")).GetProperty("change").GetInt64());
    }

    [Theory]
    [InlineData("churn", "staging", 1, "", HttpStatusCode.BadRequest, "Say why the alias moves: 'reason' is missing.")]
    [InlineData("churn", "staging", 1, "so\nso", HttpStatusCode.BadRequest, "'reason' holds a line break or")]
    [InlineData("churn", "staging", null, "so", HttpStatusCode.BadRequest, "Say which version the alias is to point")]
    [InlineData("churn", "Staging", 1, "so", HttpStatusCode.BadRequest, "'Staging' is no name of an alias: lower-case")]
    [InlineData("churn", "staging", 7, "so", HttpStatusCode.NotFound,
        "Model 'churn' has no version 7. Its versions go from 1 to 2.")]
    [InlineData("churm", "staging", 1, "so", HttpStatusCode.NotFound,
        "There is no model 'churm'. Did you mean 'churn'?")]
    public async Task Should_say_what_is_wrong(
        string model, string alias, int? version, string reason, HttpStatusCode status, string sentence) =>
        await Refused(await Post(new { version, reason }, model: model, alias: alias), status, sentence);

    [Fact]
    public async Task Should_refuse_a_version_from_before_there_were_statements()
    {
        var versions = _registry.Yard.Documents(ModelVersion.Collection);
        _ = await versions.Change("churn/1", version => version! with { Statement = null });

        await Refused(
            await Post(new { version = 1, reason = "It was better." }), HttpStatusCode.Conflict,
            "Version 1 of model 'churn' was registered before versions had signed statements. It can't be served.");
    }

    [Fact]
    public async Task Should_refuse_the_id_of_another_move()
    {
        var moveId = Guid.NewGuid();
        _ = await Accepted(new { version = 1, reason = "It was better.", moveId });

        await Refused(
            await Post(new { version = 2, reason = "It was better.", moveId }), HttpStatusCode.Conflict,
            $"The id {moveId} is that of another move: staging of churn to version 1, change 1.");
    }

    private static async Task Refused(HttpResponseMessage reply, HttpStatusCode status, string sentence)
    {
        Assert.Equal(status, reply.StatusCode);
        Assert.Equal("application/problem+json", reply.Content.Headers.ContentType?.MediaType);
        var problem = await reply.Content.ReadFromJsonAsync<JsonElement>();
        Assert.StartsWith(sentence, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    private async Task<JsonElement> Accepted(object request, string? key = null, string alias = "staging")
    {
        using var reply = await Post(request, key, alias: alias);
        Assert.Equal(HttpStatusCode.Accepted, reply.StatusCode);
        return await reply.Content.ReadFromJsonAsync<JsonElement>();
    }

    private async Task<HttpResponseMessage> Post(
        object request, string? key = null, string model = "churn", string alias = "staging")
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, $"/models/{model}/aliases/{alias}");
        message.Content = JsonContent.Create(request);
        if (key is not null) message.Headers.Add("Idempotency-Key", key);
        return await _server.Client.SendAsync(message);
    }

    /// <summary>What Serving was told, once it was told so often.</summary>
    private async Task<IReadOnlyList<DeployModel>> Sent(int count)
    {
        var sent = new List<DeployModel>();
        await foreach (var heard in Harness.Consumed.SelectAsync<DeployModel>())
        {
            sent.Add(heard.Context.Message);
            if (sent.Count == count) break;
        }

        return sent;
    }
}
