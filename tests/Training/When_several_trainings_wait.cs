using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Trainyard.Hosting;
using Trainyard.Jobs;

namespace Trainyard.Training.Tests;

public sealed class When_several_trainings_wait : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("training-").FullName;

    [Theory]
    [InlineData(1)]
    [InlineData(2, "--Jobs:TrainModel:Capacity=2")]
    [InlineData(3, "--Jobs:Capacity=3")]
    public async Task Should_claim_one_and_leave_the_others_to_other_processes_unless_told_otherwise(
        int expected, params string[] settings)
    {
        await using var process = new YardBuilder(
            ["--Urls=http://127.0.0.1:0", $"--Data:Folder={_folder}", "--Logging:Level=Fatal", .. settings])
            .Add(new TrainingService()).Build();

        var jobs = process.Services.GetRequiredService<IOptionsMonitor<JobSettings>>();

        Assert.Equal(expected, jobs.Get(nameof(Contracts.TrainModel)).Capacity);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
