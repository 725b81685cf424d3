using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Trainyard.Support;

namespace Trainyard.Cli.Tests.Predict;

public sealed class When_rows_are_refused : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("refused-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>A server says the only problem in its sentence too.</summary>
    [Fact]
    public async Task Should_say_the_only_problem_once()
    {
        var said = await Predict("Row 1: 'km' is missing.", "'km' is missing.");

        Assert.Equal((ExitCodes.Rejected, ""), (said.ExitCode, said.Output));
        Assert.Equal("Row 1: 'km' is missing.", Assert.Single(said.Errors));
    }

    [Fact]
    public async Task Should_list_several_below_a_sentence_each_once()
    {
        var said = await Predict(
            "2 problems in 1 of the rows. Row 1: 'km' is missing.", "'km' is missing.", "'age' is no number.");

        Assert.Equal(
            ["2 problems in 1 of the rows. Row 1: 'km' is missing.", "  row 1: 'age' is no number."],
            said.Errors);
    }

    [Theory, InlineData("csv"), InlineData("jsonl"), InlineData("parquet")]
    public async Task Should_name_the_folder_that_is_missing_for_the_predictions(string ending)
    {
        var folder = Path.Combine(_folder, "nowhere");
        var file = Path.Combine(folder, "x." + ending);

        var said = await Said.By("predict", "m", "--row", "{}", "--out", file, "--server", "http://127.0.0.1:1");

        Assert.Equal((ExitCodes.Rejected, ""), (said.ExitCode, said.Output));
        Assert.Equal($"'{file}' can't be written: there is no folder '{folder}'.", Assert.Single(said.Errors));
    }

    [Theory]
    [InlineData("rows.csv", "rows.csv")]
    [InlineData("rows.csv", "./rows.csv")]
    [InlineData("rows.csv", "there/../rows.csv")]
    [InlineData("rows.csv", "there/rows.csv")]
    [InlineData("rows.csv", "link.csv")]
    [InlineData("link.csv", "rows.csv")]
    public async Task Should_not_be_written_over_by_their_predictions(string read, string written)
    {
        var rows = Path.Combine(_folder, "rows.csv");
        await File.WriteAllTextAsync(rows, "km\n1\n", TestContext.Current.CancellationToken);
        File.CreateSymbolicLink(Path.Combine(_folder, "link.csv"), rows);
        Directory.CreateSymbolicLink(Path.Combine(_folder, "there"), _folder);

        var said = await Said.By(
            "predict", "m", "--file", Path.Combine(_folder, read), "--out", Path.Combine(_folder, written),
            "--server", "http://127.0.0.1:1");

        Assert.Equal((ExitCodes.Usage, ""), (said.ExitCode, said.Output));
        Assert.Contains("is the file of rows itself", Assert.Single(said.Errors), StringComparison.Ordinal);
        Assert.Equal("km\n1\n", await File.ReadAllTextAsync(rows, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("--file", "", "The rows can't be read: '{0}' is a folder.")]
    [InlineData("--out", ".csv", "'{0}.csv' can't be written: it is a folder.")]
    public async Task Should_say_that_a_folder_is_one(string option, string ending, string sentence)
    {
        var folder = _folder + ending;
        Directory.CreateDirectory(folder);

        var said = await Said.By(
            ["predict", "m", .. option == "--out" ? ["--row", "{}"] : Array.Empty<string>(), option, folder,
                "--server", "http://127.0.0.1:1"]);

        Assert.Equal((ExitCodes.Rejected, ""), (said.ExitCode, said.Output));
        Assert.Equal(
            sentence.Replace("{0}", _folder, StringComparison.Ordinal), Assert.Single(said.Errors));
    }

    [Fact]
    public async Task Should_not_name_what_is_written_before_the_file()
    {
        // A name that is as long as one may be leaves no room for that of a draft.
        var file = Path.Combine(_folder, new string('x', 251) + ".csv");

        var said = await Said.By("predict", "m", "--row", "{}", "--out", file, "--server", "http://127.0.0.1:1");

        Assert.NotEqual(ExitCodes.Succeeded, said.ExitCode);
        Assert.Contains(file, Assert.Single(said.Errors), StringComparison.Ordinal);
        Assert.DoesNotContain(".draft", said.Error, StringComparison.Ordinal);
    }

    private static async Task<Said> Predict(string detail, params string[] problems)
    {
        await using var server = await TestServer.Start(_ => { }, app => app.MapPost(
            "/models/m/staging/predict",
            () => Results.Problem(
                detail, statusCode: 400,
                extensions: new Dictionary<string, object?>
                {
                    ["problems"] = problems.Select(message => new { row = 1, message }),
                })));
        return await Said.By("predict", "m", "--row", "{}", "--server", server.Address);
    }
}
