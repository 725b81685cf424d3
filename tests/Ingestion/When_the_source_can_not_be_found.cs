using Trainyard.Contracts;

namespace Trainyard.Ingestion.Tests;

public sealed class When_the_source_can_not_be_found : IDisposable
{
    private readonly Yard _yard = new();

    [Theory]
    [InlineData("missing.csv", "no file")]
    [InlineData("deep/missing.csv", "no file")]
    [InlineData(".", "a folder")]
    [InlineData("", "no path")]
    [InlineData("a\0b", "no path")]
    [InlineData("${SOURCE_NOT_SET}/a.csv", "a variable that is not set")]
    [InlineData("${A_SECRET}/a.csv", "a variable that is not allowed")]
    public async Task Should_say_so_with_the_path_as_written(string path, string observed)
    {
        var finding = Assert.Single(Yard.As<DataRejected>(await Fetch(path)).Findings);

        Assert.Equal(("source", observed), (finding.Rule, finding.Observed));
        Assert.StartsWith(path.Replace('\0', '·') + ": ", finding.Message, StringComparison.Ordinal);
        // Where was it looked for? The machine of a service has other folders than that of whoever asks.
        Assert.Equal(observed == "no file", finding.Message.Contains(_yard.Folder, StringComparison.Ordinal));
        Assert.Equal(
            observed == "no file", finding.Message.Contains(Environment.MachineName, StringComparison.Ordinal));
        Assert.Empty(_yard.Leftovers());
    }

    [Theory]
    [InlineData("../outside.csv")]
    [InlineData("allowed/../../outside.csv")]
    [InlineData("link.csv")]
    [InlineData("folder-link/outside.csv")]
    public async Task Should_not_leave_the_allowed_folders(string path)
    {
        File.WriteAllText(Path.Combine(_yard.Folder, "outside.csv"), "a\n1\n");
        _ = File.CreateSymbolicLink(Path.Combine(_yard.Sources, "link.csv"), Path.Combine(_yard.Folder, "outside.csv"));
        _ = Directory.CreateSymbolicLink(Path.Combine(_yard.Sources, "folder-link"), _yard.Folder);

        var finding = Assert.Single(Yard.As<DataRejected>(await Fetch(path)).Findings);

        Assert.Equal("outside", finding.Observed);
    }

    [Theory]
    [InlineData("inside.csv")]
    [InlineData("deep/year=2001/in[1]si*de?.csv")]
    [InlineData("${SOURCE_FOLDER}/inside.csv")]
    public async Task Should_read_what_lies_in_the_allowed_folders(string path)
    {
        _yard.Variables["SOURCE_FOLDER"] = _yard.Sources;
        var full = Path.Combine(_yard.Sources,
            path.Replace("${SOURCE_FOLDER}", _yard.Sources, StringComparison.Ordinal));
        _ = Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, "a\n1\n2\n");
        var fetched = Yard.As<DataFetched>(await Fetch(path));

        Assert.Equal(["a BIGINT"], await _yard.Columns(fetched.Snapshot));
        Assert.Equal(2, fetched.Rows);
    }

    [Fact]
    public async Task Should_start_at_the_folder_that_the_order_names()
    {
        var other = Directory.CreateDirectory(Path.Combine(_yard.Folder, "other")).FullName;
        File.WriteAllText(Path.Combine(other, "a.csv"), "a\n1\n");
        _yard.Settings = _yard.Settings with { AllowedFolders = [other] };

        _ = Yard.As<DataFetched>(await _yard.Fetch(Yard.Define(SourceFormat.Csv, "a.csv"), other));
    }

    [Fact]
    public async Task Should_refuse_a_file_that_is_too_large()
    {
        _yard.Write("a.csv", new byte[100]);
        _yard.Settings = _yard.Settings with { LargestFile = 99 };

        var finding = Assert.Single(Yard.As<DataRejected>(await Fetch("a.csv")).Findings);

        Assert.Equal(("100 bytes", "at most 99 bytes"), (finding.Observed, finding.Allowed));
    }

    [Fact]
    public async Task Should_refuse_a_file_that_it_may_not_read()
    {
        Assert.SkipWhen(Environment.UserName == "root", "Nothing is forbidden to this user.");
        if (OperatingSystem.IsWindows())
            return;
        _yard.Write("a.csv", "a\n1\n"u8.ToArray());
        File.SetUnixFileMode(Path.Combine(_yard.Sources, "a.csv"), UnixFileMode.None);

        var finding = Assert.Single(Yard.As<DataRejected>(await Fetch("a.csv")).Findings);

        Assert.Equal("no permission", finding.Observed);
    }

    public void Dispose() => _yard.Dispose();

    private Task<IMessage> Fetch(string path) => _yard.Fetch(Yard.Define(SourceFormat.Csv, path));
}
