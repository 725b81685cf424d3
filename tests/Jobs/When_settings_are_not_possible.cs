using Trainyard.Hosting;
using Trainyard.Hosting.Settings;

namespace Trainyard.Jobs.Tests;

public sealed class When_settings_are_not_possible
{
    [Theory]
    [InlineData("Jobs:TrainModel:Capacity=257", "Jobs:TrainModel:Capacity must be between 0 and 256")]
    [InlineData("Jobs:Capacity=-1", "Jobs:Capacity must be between 0 and 256")]
    [InlineData("Jobs:TrainModel:Attempts=many", "Jobs:TrainModel:Attempts must be a whole number")]
    [InlineData("Jobs:Lease=00:00:01", "Jobs:Lease must be between 00:00:02 and 00:10:00")]
    [InlineData(
        "Jobs:TrainModel:Checkpoint=00:00:00.050",
        "Jobs:TrainModel:Checkpoint must be between 00:00:00.1000000 and 01:00:00")]
    [InlineData("Jobs:PollInterval=00:00:08", "Jobs:PollInterval must be at most half of Jobs:Lease")]
    public void Should_name_the_key_that_holds_the_value(string setting, string problem)
    {
        var service = new TrainingService(
            (command, job, _) => Task.FromResult(JobYard.Reply(command, job)), outage: null);

        var refused = Assert.Throws<SettingsException>(() => new YardBuilder(["--" + setting]).Add(service).Build());

        Assert.Equal(problem, refused.Message);
    }
}
