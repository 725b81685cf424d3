using System.Diagnostics;

namespace Trainyard.Persistence.Tracing;

/// <summary>
/// Keeps traces whole in a process that exports none. Without a listener no activity begins, the bus passes no context
/// on, and what a service further on exports would be a trace of its own. Identifiers are made and passed on; nothing
/// else is recorded.
/// </summary>
public static class Propagation
{
    private static readonly Lazy<ActivityListener> Listener = new(Listen);

    /// <summary>Begins; again does no harm.</summary>
    public static void Begin() => _ = Listener.Value;

    private static ActivityListener Listen()
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is StoredTrace.SourceName or "MassTransit",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.PropagationData,
            ActivityStarted = KeepDecision,
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }

    /// <summary>Whether a trace is recorded was decided where it began. Where it begins here nobody has decided
    /// against it: a service further on may export its part.</summary>
    private static void KeepDecision(Activity activity)
    {
        var isRoot = activity.ParentSpanId == default;
        var isRecorded = activity.Parent?.Recorded ?? activity.ParentId?.EndsWith("01", StringComparison.Ordinal);
        if (isRoot || isRecorded == true)
            activity.ActivityTraceFlags |= ActivityTraceFlags.Recorded;
    }
}
