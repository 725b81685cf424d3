using Trainyard.Contracts;

namespace Trainyard.Api;

/// <summary>What whoever asks may say of what led to it.</summary>
public static class Triggers
{
    /// <summary>What is wrong with a trigger, in a sentence; null when nothing is. JSON takes any number for a
    /// kind.</summary>
    public static string? Problem(Trigger? trigger) => trigger is null || Enum.IsDefined(trigger.Kind)
        ? null
        : $"'trigger.kind' is {trigger.Kind:D}; it is one of {string.Join(", ", Enum.GetNames<TriggerKind>())}.";
}
