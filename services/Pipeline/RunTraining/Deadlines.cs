using System.ComponentModel.DataAnnotations;
using Trainyard.Contracts;

namespace Trainyard.Pipeline.RunTraining;

/// <summary>
/// Section <c>Pipeline:Deadlines</c>: how long a run waits to begin and for each step, retries and waiting
/// in queues included.
/// </summary>
internal sealed record Deadlines
{
    private const string Least = "00:00:01";
    private const string Most = "30.00:00:00";

    /// <summary>From the first try to begin a run that was accepted; the time that the broker is away does not begin
    /// it. Default: 10 min.</summary>
    [Range(typeof(TimeSpan), Least, Most)]
    public TimeSpan Begin { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Source to snapshot. Default: 30 min.</summary>
    [Range(typeof(TimeSpan), Least, Most)]
    public TimeSpan Fetch { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>Schema and quality rules. Default: 15 min.</summary>
    [Range(typeof(TimeSpan), Least, Most)]
    public TimeSpan Check { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>Split, cleaning and features. Default: 30 min.</summary>
    [Range(typeof(TimeSpan), Least, Most)]
    public TimeSpan Prepare { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>Training. Default: 12 h.</summary>
    [Range(typeof(TimeSpan), Least, Most)]
    public TimeSpan Train { get; init; } = TimeSpan.FromHours(12);

    /// <summary>Validation. Default: 30 min.</summary>
    [Range(typeof(TimeSpan), Least, Most)]
    public TimeSpan Validate { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>Registration. Default: 5 min.</summary>
    [Range(typeof(TimeSpan), Least, Most)]
    public TimeSpan Register { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Deployment. Default: 10 min.</summary>
    [Range(typeof(TimeSpan), Least, Most)]
    public TimeSpan Deploy { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Announcement; when it passes the run announces itself. Default: 1 min.</summary>
    [Range(typeof(TimeSpan), Least, Most)]
    public TimeSpan Announce { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>The deadline of a step.</summary>
    public TimeSpan Of(Step step) => step switch
    {
        Step.Fetch => Fetch,
        Step.Check => Check,
        Step.Prepare => Prepare,
        Step.Train => Train,
        Step.Validate => Validate,
        Step.Register => Register,
        Step.Deploy => Deploy,
        Step.Announce => Announce,
        _ => throw new ArgumentOutOfRangeException(nameof(step), step, "Nothing waits for this step."),
    };
}
