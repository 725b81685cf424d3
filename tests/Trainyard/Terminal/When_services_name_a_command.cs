using Trainyard.Cli.Terminal;

namespace Trainyard.Cli.Tests.Terminal;

public sealed class When_services_name_a_command
{
    [Theory]
    [InlineData("There is none. GET /dead lists them.", "There is none. {0} dead list --data d lists them.")]
    [InlineData("There is none. GET /runs lists the latest.", "There is none. {0} runs --data d lists the latest.")]
    [InlineData("Cancel it: trainyard cancel 1.", "Cancel it: {0} cancel --data d 1.")]
    [InlineData(
        "With trainyard dead list, then trainyard dead retry",
        "With {0} dead list --data d, then {0} dead retry --data d")]
    [InlineData("trainyard collect --dry-run lists them", "{0} collect --data d --dry-run lists them")]
    [InlineData("The trainyard is closed.", "The trainyard is closed.")]
    public void Should_be_called_as_this_one_was_with_the_yard_that_was_asked(string text, string expected) =>
        Assert.Equal(
            expected.Replace("{0}", Invocation.Command, StringComparison.Ordinal),
            ServerWords.Of(text, " --data d"));
}
