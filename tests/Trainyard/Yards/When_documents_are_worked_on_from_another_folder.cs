using Trainyard.Cli.Yards;
using Trainyard.Contracts;
using Trainyard.Support;

namespace Trainyard.Cli.Tests.Yards;

/// <summary>Settings may name the documents of another data folder.</summary>
public sealed class When_documents_are_worked_on_from_another_folder : IDisposable
{
    private readonly string _path = Directory.CreateTempSubdirectory("yard-documents-").FullName;

    private string Theirs => Path.Combine(_path, "theirs");

    private string Ours => Path.Combine(_path, "ours");

    public void Dispose() => Directory.Delete(_path, recursive: true);

    [Fact]
    public async Task Should_be_refused_and_name_both_while_another_process_works_on_them()
    {
        using var theirs = YardFolder.TryTake(Theirs)!;
        theirs.HoldDocuments(Settings());

        var said = await Up();

        Assert.Equal((ExitCodes.Faulted, ""), (said.ExitCode, said.Output));
        var error = Assert.Single(said.Errors);
        Assert.StartsWith(
            $"The documents in '{Theirs}/documents' are in use by the Trainyard with the data folder '{Theirs}', ",
            error, StringComparison.Ordinal);
        Assert.Contains($"the data folder '{Ours}'", error, StringComparison.Ordinal);
        using var ours = YardFolder.TryTake(Ours);
        Assert.NotNull(ours);
    }

    [Fact]
    public void Should_be_refused_to_the_folder_that_they_lie_in_too()
    {
        using var ours = YardFolder.TryTake(Ours)!;
        ours.HoldDocuments(Settings($"--Documents:Folder={Theirs}/documents"));
        using var theirs = YardFolder.TryTake(Theirs)!;

        Assert.Throws<CommandException>(() => theirs.HoldDocuments(Settings()));

        ours.Dispose();
        theirs.HoldDocuments(Settings());
        theirs.HoldDocuments(Settings());
    }

    [Theory]
    [InlineData("--Bus:Transport=rabbitmq")]
    [InlineData("--Documents:Store=mongo")]
    public void Should_be_open_to_those_who_share_more_than_a_folder(string setting)
    {
        using var theirs = YardFolder.TryTake(Theirs)!;
        theirs.HoldDocuments(Settings());
        using var ours = YardFolder.TryTake(Ours)!;

        ours.HoldDocuments(Settings($"--Documents:Folder={Theirs}/documents", setting));
    }

    [Fact]
    public async Task Should_not_be_said_to_have_come_by_a_command_where_nothing_says_so()
    {
        using (var theirs = YardFolder.TryTake(Theirs)!)
        {
            theirs.WasServed = true;
            await using var yard = await LocalYard.Start(
                theirs, "http://127.0.0.1:0", ["--Logging:Level=Fatal", "--Jobs:Capacity=0"],
                TestContext.Current.CancellationToken);
            _ = await yard.Client.Runs.Request(
                new TrainRequested { Pipeline = Scripts.Churn, SourceFolder = _path },
                TestContext.Current.CancellationToken);
        }

        var said = await Up();

        Assert.Equal((ExitCodes.Faulted, ""), (said.ExitCode, said.Output));
        Assert.Matches(
            $"^[1-4] of the runs and jobs in the documents '{Theirs}/documents' are not over: .+ They came to another "
            + $"data folder than '{Ours}', ", Assert.Single(said.Errors));
    }

    private Task<Said> Up() => Said.By(
        "up", "--data", Ours, "--urls", "http://127.0.0.1:0", "--setting", $"Documents:Folder={Theirs}/documents",
        "--setting", $"Artifacts:Folder={Theirs}/artifacts");

    private static Microsoft.Extensions.Configuration.IConfiguration Settings(params string[] settings) =>
        new Hosting.YardBuilder(settings).Configuration;
}
