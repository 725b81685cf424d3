using MassTransit;
using MassTransit.Testing;
using Microsoft.Extensions.DependencyInjection;
using Trainyard.Contracts;
using Trainyard.Pipeline.RunTraining;

namespace Trainyard.Pipeline.Tests;

public sealed class When_a_command_is_lost : IAsyncLifetime
{
    private readonly ServiceProvider _services = new ServiceCollection()
        .AddLogging()
        .AddSingleton(TimeProvider.System)
        .AddMassTransitTestHarness(
            TextWriter.Null, bus =>
            {
                // How long a message may take on a machine that is busy; what is there is there at once.
                bus.SetTestTimeouts(testInactivityTimeout: TimeSpan.FromMinutes(2));
                LostCommands.Add(bus);
            })
        .BuildServiceProvider(validateScopes: true);

    private ITestHarness Bus => _services.GetRequiredService<ITestHarness>();

    public async ValueTask InitializeAsync() => await Bus.Start();

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    [Fact]
    public async Task Should_tell_the_run_whose_step_it_was()
    {
        var deploy = Deployment(Guid.NewGuid());
        await Lose(deploy);

        var fault = await Published<StepFaulted>();

        Assert.Equal((deploy.RunId, Step.Deploy, "serving"), (fault.RunId, fault.Step, fault.Work.Service));
    }

    [Fact]
    public async Task Should_tell_whoever_asked_for_what_belongs_to_no_run()
    {
        var deploy = Deployment(run: null);
        await Lose(deploy);

        var fault = await Published<JobFaulted>();

        Assert.Equal((nameof(DeployModel), $"{deploy.DeploymentId}", null), (fault.Kind, fault.Key, fault.RunId));
        Assert.Equal("The service could not store the command; its log says more.", fault.Reason);
    }

    [Fact]
    public async Task Should_tell_whoever_asked_for_what_is_no_step()
    {
        var move = new MoveAlias
        {
            MoveId = Guid.NewGuid(), Model = "flights", Alias = "production", Version = 3, RequestedBy = "ada",
            Reason = "It is better.",
        };
        await Lose(move);

        var fault = await Published<JobFaulted>();

        Assert.Equal((nameof(MoveAlias), $"{move.MoveId}", null), (fault.Kind, fault.Key, fault.RunId));
    }

    private static DeployModel Deployment(Guid? run) => new()
    {
        DeploymentId = Guid.NewGuid(), Change = 1, RunId = run, Model = "flights", Version = 3, Alias = "production",
        Artifact = Scripts.Blob("model"), Statement = "{}", MoveStatement = "{}",
    };

    private Task Lose<TCommand>(TCommand command)
        where TCommand : class =>
        Bus.Bus.Publish<Fault<TCommand>>(new { Message = command });

    private async Task<T> Published<T>()
        where T : class
    {
        await foreach (var published in Bus.Published.SelectAsync<T>(TestContext.Current.CancellationToken))
            return published.Context.Message;
        throw new InvalidOperationException($"No {typeof(T).Name} was published.");
    }
}
