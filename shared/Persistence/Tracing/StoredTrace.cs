using System.Diagnostics;

namespace Trainyard.Persistence.Tracing;

/// <summary>
/// The trace context of what led to a document, as the W3C headers <c>traceparent</c> and <c>tracestate</c> write it.
/// What is done later because of the document, maybe by another process, goes on with the same trace.
/// </summary>
/// <param name="Parent">The <c>traceparent</c>.</param>
/// <param name="State">The <c>tracestate</c>, where there is one.</param>
public sealed record StoredTrace(string Parent, string? State = null)
{
    /// <summary>The name of the source of all activities that are not the bus's.</summary>
    public const string SourceName = "Trainyard";

    private static readonly ActivitySource Source = new(SourceName);

    /// <summary>What goes on now; null where nothing does.</summary>
    public static StoredTrace? Current() =>
        Activity.Current is { IdFormat: ActivityIdFormat.W3C, Id: { } id } now ? new(id, now.TraceStateString) : null;

    /// <summary>Begins an activity that goes on with a stored trace, or with none. Null where nobody
    /// listens.</summary>
    public static Activity? Begin(StoredTrace? trace, string name, ActivityKind kind = ActivityKind.Internal) =>
        Source.StartActivity(name, kind, trace?.Context() ?? default);

    /// <summary>Goes on with a stored trace, unless what goes on now is part of it; null then, and where there is
    /// none.</summary>
    public static Activity? Resume(StoredTrace? trace, string name)
    {
        if (trace is null || trace.Context() is not { } context || Activity.Current?.TraceId == context.TraceId)
            return null;
        return Source.StartActivity(name, ActivityKind.Internal, context);
    }

    private ActivityContext? Context() =>
        ActivityContext.TryParse(Parent, State, isRemote: true, out var context) ? context : null;
}
