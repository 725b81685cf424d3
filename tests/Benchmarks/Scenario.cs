namespace Trainyard.Benchmarks;

/// <summary>One benchmark that can be run by name.</summary>
/// <param name="Name">How <c>bench.sh</c> calls it, and how its closing line begins.</param>
/// <param name="About">What is held against what, in one line.</param>
/// <param name="Run">Runs it with the remaining arguments; true when the target is met.</param>
internal sealed record Scenario(string Name, string About, Func<IReadOnlyList<string>, Task<bool>> Run);
