using System.Collections.Frozen;
using System.Globalization;
using Microsoft.Extensions.Configuration;
using Trainyard.Contracts;
using Trainyard.Hosting.Settings;

namespace Trainyard.Pipeline.RunTraining;

/// <summary>
/// Section <c>Pipeline:Deadlines</c>: how long a run waits to begin (<c>Begin</c>, 10 min by default), for a worker to
/// begin with a step (<c>Waiting</c>, 7 days by default), and for each step from then on, retries included
/// (<c>Fetch</c>, <c>Train</c>, ..., by default as the table of steps says); 1 s to 30 days. The time that the broker
/// is away does not begin that of <c>Begin</c>.
/// </summary>
internal sealed class Deadlines
{
    private const string Section = "Pipeline:Deadlines";

    private static readonly TimeSpan Least = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Most = TimeSpan.FromDays(30);

    private readonly FrozenDictionary<Step, TimeSpan> _ofStep;

    /// <summary>Those of the table.</summary>
    public Deadlines()
        : this(TimeSpan.FromMinutes(10), TimeSpan.FromDays(7), Sequence.Steps.Where(step => step.IsSent)
            .ToDictionary(step => step.Step, step => step.Deadline))
    {
    }

    private Deadlines(TimeSpan begin, TimeSpan waiting, Dictionary<Step, TimeSpan> ofStep) =>
        (Begin, Waiting, _ofStep) = (begin, waiting, ofStep.ToFrozenDictionary());

    /// <summary>From the first try to begin a run that was accepted.</summary>
    public TimeSpan Begin { get; }

    /// <summary>From the command of a step until a worker begins with it: a backlog ends no run, and a service that
    /// never comes does in the end.</summary>
    public TimeSpan Waiting { get; }

    /// <summary>Those of the settings.</summary>
    /// <exception cref="SettingsException">One of them is not possible.</exception>
    public static Deadlines Read(IConfiguration configuration)
    {
        var standard = new Deadlines();
        var problems = new List<string>();
        var begin = Read(nameof(Begin), standard.Begin);
        var waiting = Read(nameof(Waiting), standard.Waiting);
        var ofStep = standard._ofStep.ToDictionary(step => step.Key, step => Read(step.Key.ToString(), step.Value));
        string[] known = [nameof(Begin), nameof(Waiting), .. ofStep.Keys.Select(step => step.ToString())];
        problems.AddRange(configuration.GetSection(Section).GetChildren()
            .Where(setting => !known.Contains(setting.Key, StringComparer.OrdinalIgnoreCase))
            .Select(setting => $"{setting.Path} is no setting; {Section} has {string.Join(", ", known)}"));
        return problems.Count == 0 ? new Deadlines(begin, waiting, ofStep) : throw new SettingsException(problems);

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

    /// <summary>What a run has from now on for the step that it waits for, as far as that is.</summary>
    public TimeSpan Of(TrainingRun run) => run.IsStepBegun ? Of(run.Step) : Waiting;

    /// <summary>The deadline of a step, from its first claim on.</summary>
    public TimeSpan Of(Step step) => _ofStep.TryGetValue(step, out var deadline)
        ? deadline
        : throw new ArgumentOutOfRangeException(nameof(step), step, "Nothing waits for this step.");
}
