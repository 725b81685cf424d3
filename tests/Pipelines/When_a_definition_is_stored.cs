using System.Text;
using Trainyard.Metrics;
using Trainyard.Pipelines.Trainers;

namespace Trainyard.Pipelines.Tests;

public sealed class When_a_definition_is_stored
{
    /// <summary>One kind of everything that a section holds several of, and each trainer once.</summary>
    private const string Everything = """
        pipeline: everything
        owner: flight-operations
        source: { csv: "${DATA}/flights.csv", delimiter: ";", header: false, null_values: [NA] }
        quality:
          - rows:   { min: 10, max: 100 }
          - nulls:  { columns: [delay], max: 1% }
          - range:  { column: delay, min: -120, max: 2000, otherwise: warn }
          - values: { column: origin, allowed: [JFK, LAX] }
          - unique: [origin, delay]
        target: { late: delay > 15, task: binary }
        train: TRAINER
        gate: { auc: ">= 0.65", log_loss: "<= 0.47", positive_rate: [">= 10%", "<= 30%"] }
        alerts:
          - { on: [rejected, faulted], webhook: "${ALERT_URL}" }
        """;

    private static readonly string[] Sources =
        ["{ csv: a.csv }", "{ json_lines: a.jsonl, null_values: [NA] }", "{ json: a.json }", "{ parquet: a.parquet }"];

    [Fact]
    public void Should_be_the_bytes_that_were_approved()
    {
        var all = new StringBuilder();
        foreach (var trainer in TrainerKinds.All)
        {
            // The whole of it is a binary pipeline; a trainer that can't learn one has a small pipeline of its own.
            all.Append(Stored(
                trainer.Tasks.Contains(LearningTask.Binary)
                    ? Everything.Replace("TRAINER", trainer.Name)
                    : $"{{ pipeline: x, source: {Sources[0]}, train: {trainer.Name}, target: {{ column: y, "
                        + $"task: {trainer.Tasks[0].ToString().ToLowerInvariant()} }} }}"));
        }

        foreach (var source in Sources)
            all.Append(Stored(
                $"{{ pipeline: x, source: {source}, target: {{ column: y, task: regression }}, train: sdca }}"));
        Approved.Check("tests/Pipelines/definitions.json", all.ToString());
    }

    private static string Stored(string yaml)
    {
        var result = PipelineFile.Read(yaml);
        Assert.Empty(result.Problems);
        var bytes = PipelineJson.Write(result.Definition!);
        Assert.Equal(bytes, PipelineJson.Write(PipelineJson.Read(bytes)));
        return Encoding.UTF8.GetString(bytes) + "\n";
    }
}
