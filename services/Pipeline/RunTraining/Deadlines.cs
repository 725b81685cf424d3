using System.Collections.Frozen;
using System.Globalization;
using Microsoft.Extensions.Configuration;
using Trainyard.Contracts;
using Trainyard.Hosting.Settings;

namespace Trainyard.Pipeline.RunTraining;

/// <summary>
/// Section <c>Pipeline:Deadlines</c>: how long a run waits to begin (<c>Begin</c>, 10 min by default) and for each step
/// (<c>Fetch</c>, <c>Train</c>, ..., by default as the table of steps says), retries and waiting in queues included; 1
/// s to 30 days. The time that the broker is away does not begin that of <c>Begin</c>.
/// </summary>
internal sealed class Deadlines
{
    private const string Section = "Pipeline:Deadlines";

    private static readonly TimeSpan Least = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Most = TimeSpan.FromDays(30);

    private readonly FrozenDictionary<Step, TimeSpan> _ofStep;

    /// <summary>Those of the table.</summary>
    public Deadlines()
        : this(TimeSpan.FromMinutes(10), Sequence.Steps.Where(step => step.IsSent)
            .ToDictionary(step => step.Step, step => step.Deadline))
    {
    }

    private Deadlines(TimeSpan begin, Dictionary<Step, TimeSpan> ofStep) =>
        (Begin, _ofStep) = (begin, ofStep.ToFrozenDictionary());

    /// <summary>From the first try to begin a run that was accepted.</summary>
    public TimeSpan Begin { get; }

    /// <summary>Those of the settings.</summary>
    /// <exception cref="SettingsException">One of them is not possible.</exception>
    public static Deadlines Read(IConfiguration configuration)
    {
        var standard = new Deadlines();
        var problems = new List<string>();
        var begin = Read(nameof(Begin), standard.Begin);
        var ofStep = standard._ofStep.ToDictionary(step => step.Key, step => Read(step.Key.ToString(), step.Value));
        return problems.Count == 0 ? new Deadlines(begin, ofStep) : throw new SettingsException(problems);

        TimeSpan Read(string name, TimeSpan byDefault)
        {
            if (configuration[$"{Section}:{name}"] is not { Length: > 0 } text)
                return byDefault;
            if (!TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var deadline))
                problems.Add($"{Section}:{name} must be a time span such as 00:00:15");
            else if (deadline < Least || deadline > Most)
                problems.Add($"{Section}:{name} must be between {Least} and {Most}");
            return deadline;
        }
    }

    /// <summary>The deadline of a step.</summary>
    public TimeSpan Of(Step step) => _ofStep.TryGetValue(step, out var deadline)
        ? deadline
        : throw new ArgumentOutOfRangeException(nameof(step), step, "Nothing waits for this step.");
}
