using Trainyard.Pipeline.DrawDiagrams;

namespace Trainyard.Pipeline.Tests;

public sealed class When_the_design_is_drawn
{
    [Theory]
    [InlineData("[*] --> Fetching: StartRun")]
    [InlineData("Validating --> Registering: ModelValidated")]
    [InlineData("Validating --> Rejected: ModelValidated, DataRejected")]
    [InlineData("Training --> Rejected: DataRejected")]
    [InlineData("Training --> Cancelled: CancelRun")]
    [InlineData("Training --> Faulted: StepFaulted, StepDeadlinePassed")]
    [InlineData("Announcing --> Succeeded: TrainingSucceeded, StepDeadlinePassed, StepFaulted")]
    [InlineData("Rejected --> [*]")]
    public void Should_show_the_states_of_the_machine_itself(string transition) =>
        Assert.Contains("    " + transition + "\n", DesignedDiagram.States, StringComparison.Ordinal);

    [Fact]
    public void Should_show_the_branch_at_the_gate()
    {
        Assert.Contains("alt metrics meet the gate", DesignedDiagram.Sequence, StringComparison.Ordinal);
        Assert.Contains("else metrics below the gate", DesignedDiagram.Sequence, StringComparison.Ordinal);
        Assert.Contains("Registry->>Monitor: DeployModel", DesignedDiagram.Sequence, StringComparison.Ordinal);
    }
}
