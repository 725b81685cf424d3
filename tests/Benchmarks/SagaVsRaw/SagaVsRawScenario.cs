using Trainyard.Benchmarks.Sagas;

namespace Trainyard.Benchmarks.SagaVsRaw;

/// <summary>
/// Messages a second of sagas with 200 runs at once - each message handled, every other one with state and record
/// flushed to disk - against a bare quorum queue of the same broker with 200 publishes at once.
/// </summary>
internal static class SagaVsRawScenario
{
    private const int AtOnce = 200;
    private const int Pairs = 11;

    /// <summary>The size of a message as MassTransit sends it, about.</summary>
    private const int Size = 1500;

    public static Scenario Scenario { get; } = new(
        "saga-vs-raw",
        "durable saga messages against RabbitMQ.Client alone, confirmed and acknowledged; [runs a pair]; rate, "
            + "ours / raw",
        Run);

    private static async Task<bool> Run(IReadOnlyList<string> arguments)
    {
        var runs = arguments.Count > 0 ? int.Parse(arguments[0]) : 400;
        await using var host = await BrokerOfBenchmarks.NewHost("saga-vs-raw");
        if (host is null)
            return false;
        await using var sagas = await DurableSagas.Start(host.Uri);
        await using var raw = await RawQueue.Open(host.Uri, Size, AtOnce);
        var times = Harness.Compare(
            Pairs,
            () => { sagas.Run(runs, AtOnce).GetAwaiter().GetResult(); return null; },
            () => { raw.Run(runs * DurableSagas.Messages, AtOnce).GetAwaiter().GetResult(); return null; },
            warmUps: 2);
        return Harness.CloseAtLeast("saga-vs-raw", times.Inverse(), 0.15);
    }
}
