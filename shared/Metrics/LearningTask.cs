using System.Text.Json.Serialization;

namespace Trainyard.Metrics;

/// <summary>The kinds of prediction.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<LearningTask>))]
public enum LearningTask
{
    /// <summary>One of two classes, with the probability of the positive one.</summary>
    Binary,

    /// <summary>One of several classes, with the probability of each.</summary>
    Multiclass,

    /// <summary>A number.</summary>
    Regression,
}

/// <summary>For the last arm of a switch over tasks: a task that is added must not pass for another.</summary>
public static class LearningTasks
{
    /// <summary>What to throw where a task is not known.</summary>
    public static Exception NotKnown(this LearningTask task) =>
        new NotSupportedException($"The task {task} is not known here.");
}
