using System.Text.Json.Serialization;
using System.Threading.Channels;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Trainyard.Hosting;
using Trainyard.Persistence.Documents;
using Trainyard.Pipeline;
using Trainyard.Sagas;

namespace Trainyard.Cluster.Tests;

public sealed class When_two_kinds_of_saga_share_a_process(Broker broker)
{
    [Fact]
    public async Task Should_each_find_and_send_its_own_messages()
    {
        await using var host = await broker.NewHost();
        var folder = Directory.CreateTempSubdirectory("trainyard-sagas-");
        var parcels = new ParcelService();
        await using var app = new YardBuilder(
            [
                "--Urls=http://127.0.0.1:0", $"--Data:Folder={folder.FullName}", "--Logging:Level=Error",
                "--Bus:Transport=RabbitMq", $"--Bus:Uri={host.Uri}",
            ])
            .Add(new PipelineService()).Add(parcels).Build();
        await app.StartAsync(TestContext.Current.CancellationToken);
        var bus = app.Services.GetRequiredService<IBusControl>();
        await bus.WaitForHealthStatus(BusHealthStatus.Healthy, TestContext.Current.CancellationToken);
        await using var client = await PlainClient.Connect(host.Uri);
        var (run, parcel) = (Guid.NewGuid(), Guid.NewGuid());

        await client.Ask(run, new() { ["pipeline"] = "pipeline: none\n" });
        await bus.Publish(new ParcelSent(parcel), TestContext.Current.CancellationToken);

        // A run sends contracts, and its ending must find a queue; a parcel sends what no contract is, to whoever
        // hears.
        var ended = await client.Ended(run, Requests.Timeout, () => "");
        Assert.Equal("TrainingFailed", ended.Name);
        Assert.Equal(parcel, await parcels.Arrivals.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask()
            .WaitAsync(Requests.Timeout, TestContext.Current.CancellationToken));
        await app.StopAsync(TestContext.Current.CancellationToken);
        folder.Delete(recursive: true);
    }

    public sealed record ParcelSent(Guid Id);

    public sealed record ParcelOnItsWay(Guid Id);

    public sealed class Parcel : IJournaledSaga
    {
        public Guid CorrelationId { get; set; }

        public string State { get; set; } = "";

        [JsonInclude]
        public Journal Journal { get; private set; } = new();

        public static DocumentCollection<Parcel> Collection { get; } = new()
        {
            Name = "parcels",
            Id = parcel => parcel.CorrelationId.ToString(),
            Indexes = [new(SagaIndexes.Unsent, parcel => parcel.Journal.UndispatchedSince)],
        };
    }

    public sealed class ParcelStateMachine : CorrelatedStateMachine<Parcel, ParcelSent>
    {
        public ParcelStateMachine()
            : base(sent => sent.Id)
        {
            InstanceState(parcel => parcel.State);
            Initially(When(ParcelSent)
                .Then(sent => sent.Saga.Journal.Send(new ParcelOnItsWay(sent.Message.Id))).TransitionTo(OnItsWay));
            IgnoreElsewhere();
        }

        public State OnItsWay { get; private set; } = null!;

        public Event<ParcelSent> ParcelSent { get; private set; } = null!;
    }

    private sealed class ParcelDefinition : SagaDefinition<Parcel>
    {
        private readonly ParcelStateMachine _machine;

        public ParcelDefinition(ParcelStateMachine machine)
        {
            EndpointName = "parcels";
            _machine = machine;
        }

        protected override void ConfigureSaga(
            IReceiveEndpointConfigurator endpointConfigurator, ISagaConfigurator<Parcel> sagaConfigurator,
            IRegistrationContext context) => sagaConfigurator.HandleOneByOne(_machine);
    }

    private sealed class ParcelService : IYardService
    {
        public string Name => "parcels";

        public Channel<Guid> Arrivals { get; } = Channel.CreateUnbounded<Guid>();

        public void Configure(ServiceBuilder service)
        {
            service.Documents(Parcel.Collection);
            service.Documents(RecordPages.Beside(Parcel.Collection));
            service.Bus(bus => bus.AddSagaStateMachine<ParcelStateMachine, Parcel, ParcelDefinition>()
                .DocumentRepository(
                    name => name == nameof(ParcelOnItsWay) ? typeof(ParcelOnItsWay) : null, _ => false));
            service.Bus(bus => bus.AddHandler((ParcelOnItsWay parcel) => Arrivals.Writer.WriteAsync(parcel.Id).AsTask())
                .Endpoint(endpoint => endpoint.Name = "parcel-arrivals"));
        }
    }
}
