using Trainyard.Benchmarks;
using Trainyard.Benchmarks.HundredThousandRuns;
using Trainyard.Benchmarks.Idle;
using Trainyard.Benchmarks.PipelineVsPlain;
using Trainyard.Benchmarks.PipelineVsPython;
using Trainyard.Benchmarks.PredictBatch;
using Trainyard.Benchmarks.PrepareVsDuckDb;
using Trainyard.Benchmarks.SagaVsCelery;
using Trainyard.Benchmarks.SagaVsRaw;
using Trainyard.Benchmarks.TrainVsNative;

// One line for each scenario; tests/bench.sh NAME runs one, tests/bench.sh lists them.
Scenario[] scenarios =
[
    PrepareVsDuckDbScenario.Scenario,
    PredictBatchScenario.Scenario,
    PipelineVsPlainScenario.Scenario,
    PipelineVsPythonScenario.Scenario,
    TrainVsNativeScenario.Scenario,
    SagaVsCeleryScenario.OneAtATime,
    SagaVsCeleryScenario.UnderLoad,
    SagaVsRawScenario.Scenario,
    HundredThousandRunsScenario.Scenario,
    IdleScenario.Scenario,
];

if (args.Length == 0)
{
    foreach (var known in scenarios)
        Console.WriteLine($"{known.Name,-20} {known.About}");
    return 0;
}
if (scenarios.FirstOrDefault(s => s.Name == args[0]) is not { } scenario)
{
    Console.Error.WriteLine(
        $"There is no benchmark '{args[0]}'. There is {string.Join(", ", scenarios.Select(s => s.Name))}.");
    return 1;
}
return await scenario.Run(args[1..]) ? 0 : 2;
