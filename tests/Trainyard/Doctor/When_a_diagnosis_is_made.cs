using Trainyard.Cli.Doctor;
using Trainyard.Persistence.ConsistencyChecks;

namespace Trainyard.Cli.Tests.Doctor;

public sealed class When_a_diagnosis_is_made
{
    private static readonly Found Violated = new(
        "Registry",
        new Violation("unsigned-version", "churn/3", null, "It has no signature.", "Register it again."));

    private static readonly Dictionary<string, string> Unreadable = new() { ["Serving"] = "no disk" };

    [Fact]
    public void Should_tell_the_shell_that_nothing_breaks_a_promise() =>
        Assert.Equal(ExitCodes.Succeeded, new Diagnosis(["Registry"], [], None, [], []).ExitCode);

    [Fact]
    public void Should_tell_the_shell_that_something_does() =>
        Assert.Equal(ExitCodes.Rejected, new Diagnosis(["Registry"], [Violated], None, [], []).ExitCode);

    [Fact]
    public void Should_count_what_can_not_be_read_for_more_than_what_is_found() =>
        Assert.Equal(ExitCodes.Faulted, new Diagnosis(["Registry"], [Violated], Unreadable, [], []).ExitCode);

    private static Dictionary<string, string> None => [];
}
