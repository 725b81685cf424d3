using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Trainyard.DeadLetters;

/// <summary>How many dead letters of each queue nobody has decided about: the gauge <c>trainyard.dead_letters</c>, with
/// the tag <c>queue</c>.</summary>
internal sealed class DeadLetterDepths
{
    private readonly ConcurrentDictionary<string, long> _depths = new(StringComparer.Ordinal);

    public DeadLetterDepths(IMeterFactory meters) => meters.Create("Trainyard").CreateObservableGauge(
        "trainyard.dead_letters",
        () => _depths.Select(depth =>
            new Measurement<long>(depth.Value, KeyValuePair.Create("queue", (object?)depth.Key))),
        unit: "{message}",
        description: "Dead letters that nobody has decided about, by the queue they died in.");

    public void Set(string queue, long depth) => _depths[queue] = depth;
}
