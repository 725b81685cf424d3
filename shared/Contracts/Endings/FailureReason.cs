using System.Text.Json.Serialization;

namespace Trainyard.Contracts;

/// <summary>Why a run failed. On the wire a reason is its name.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<FailureReason>))]
public enum FailureReason
{
    /// <summary>The pipeline definition breaks the grammar or contradicts itself (rejected).</summary>
    InvalidPipeline,

    /// <summary>The data can't be read, or breaks the schema or a quality rule (rejected).</summary>
    DataRejected,

    /// <summary>The model's figures on the held-out part are outside the gate (rejected).</summary>
    MetricsBelowThreshold,

    /// <summary>Registry's records say no: the name is another team's model, or the alias asks for more (rejected).
    /// </summary>
    ModelRefused,

    /// <summary>A service could not do its step, after the retries (faulted).</summary>
    StepFaulted,

    /// <summary>A step gave no reply before its deadline (faulted).</summary>
    DeadlineExceeded,
}
