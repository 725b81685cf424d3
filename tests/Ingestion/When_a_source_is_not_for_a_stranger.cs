using System.Diagnostics;
using System.Text;
using Trainyard.Contracts;
using Trainyard.Pipelines.Definition;

namespace Trainyard.Ingestion.Tests;

/// <summary>Whoever may ask for a run names a file: it is one of data, or none that is read.</summary>
public sealed class When_a_source_is_not_for_a_stranger : IDisposable
{
    private const string Canary = "CANARY";

    private readonly Yard _yard = new();

    [Theory]
    [InlineData("{yard}/artifacts/sha256/00/blob")]
    [InlineData("{yard}/documents/pipeline.db")]
    [InlineData("{yard}/keys/model-signing.pem")]
    [InlineData("{yard}/KEYS/model-signing.pem")]
    [InlineData("{yard}/trust/model-signing.pem.pub")]
    [InlineData("{yard}/runs/6f2b1c1e.mmd")]
    [InlineData("{yard}/yard.lock")]
    [InlineData("{yard}/yard.address")]
    [InlineData("{yard}/drafts/yard.address.0123")]
    [InlineData("{yard}//keys/./model-signing.pem")]
    [InlineData("{yard}/missing/../keys/model-signing.pem")]
    [InlineData("../keys/model-signing.pem")]
    [InlineData("own.pem")]
    [InlineData("link-to-key")]
    [InlineData("link-to-keys/model-signing.pem")]
    [InlineData("link-to-link")]
    [InlineData("/proc/self/environ")]
    [InlineData("/proc/1/cmdline")]
    [InlineData("/proc/not-there")]
    [InlineData("/sys/kernel/notes")]
    [InlineData("/dev/zero")]
    [InlineData("/dev/stdin")]
    [InlineData("/dev/shm/file")]
    [InlineData("/run/secrets/password")]
    [InlineData("link-to-zero")]
    public async Task Should_never_read_what_is_the_yards_or_the_systems_whatever_is_allowed(string path)
    {
        Plant();
        _yard.Settings = _yard.Settings with { AllowedFolders = ["/", _yard.Folder] };

        var finding = await Refused(path.Replace("{yard}", _yard.Folder, StringComparison.Ordinal));

        Assert.Equal("forbidden", finding.Observed);
    }

    [Fact]
    public async Task Should_know_what_another_yard_keeps_beside_the_sources()
    {
        foreach (var file in (string[])[".trainyard/keys/key.pem", ".trainyard/yard.lock", "keys/key.csv"])
        {
            var path = Path.Combine(_yard.Sources, file);
            _ = Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, $"{Canary}\n1\n");
        }

        Assert.Equal("forbidden", (await Refused(".trainyard/keys/key.pem")).Observed);
        Assert.Equal("forbidden", (await Refused(".trainyard/yard.lock")).Observed);
        // A folder of that name is nothing by itself.
        _ = Yard.As<DataFetched>(await _yard.Fetch(Yard.Define(SourceFormat.Csv, "keys/key.csv")));
    }

    [Theory]
    [InlineData(SourceFormat.Csv)]
    [InlineData(SourceFormat.JsonLines)]
    [InlineData(SourceFormat.Json)]
    public async Task Should_show_nothing_of_a_key_that_lies_among_the_sources(SourceFormat format)
    {
        foreach (var (before, kind) in (ValueTuple<string, string>[])
            [("", "PRIVATE KEY"), ("\ufeff", "OPENSSH PRIVATE KEY"), ("Bag Attributes\n  a: b\n", "CERTIFICATE")])
        {
            var pem = $"{before}-----BEGIN {kind}-----\n{Canary}\n-----END {kind}-----\n";
            _yard.Write("a", Encoding.UTF8.GetBytes(pem));

            var finding = Assert.Single(Yard.As<DataRejected>(await _yard.Fetch(Yard.Define(format, "a"))).Findings);

            Assert.Equal("a: the file is a key or a certificate, and nothing of it is read.", finding.Message);
            Assert.Null(finding.Column);
        }
    }

    [Theory]
    [InlineData(SourceFormat.JsonLines)]
    [InlineData(SourceFormat.Json)]
    [InlineData(SourceFormat.Parquet)]
    public async Task Should_show_nothing_of_a_file_that_is_no_table(SourceFormat format)
    {
        foreach (var text in (string[])[$"{Canary}=1\n", $"\n  {Canary}\n", $"# {Canary}\n", $"'{Canary}'"])
        {
            _yard.Write("a", Encoding.UTF8.GetBytes(text));

            _ = await Refused("a", format);
        }
    }

    [Fact]
    public async Task Should_not_show_the_columns_of_another_table_than_the_schema_describes()
    {
        _yard.Write("a", Encoding.UTF8.GetBytes($"{Canary} {Canary}\n{Canary}\n"));

        var definition = Yard.Define(SourceFormat.Csv, "a", Yard.Schema("tenure Integer"));

        var answer = await _yard.FetchAndCheck(definition with { UnexpectedColumns = UnexpectedColumns.Reject });

        var findings = Yard.As<DataRejected>(answer).Findings;
        Assert.Contains(findings, f => f.Message == "None of the columns is in the schema. Is it the right file?");
        Assert.All(findings, f =>
            Assert.DoesNotContain(Canary, f.Message + f.Column + f.Observed, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("elsewhere/key.pem")]
    [InlineData("real/key.pem")]
    public async Task Should_know_a_folder_that_the_settings_put_elsewhere_and_the_one_that_it_links_to(string path)
    {
        var real = Directory.CreateDirectory(Path.Combine(_yard.Sources, "real")).FullName;
        var elsewhere = Path.Combine(_yard.Sources, "elsewhere");
        _ = Directory.CreateSymbolicLink(elsewhere, real);
        File.WriteAllText(Path.Combine(real, "key.pem"), Canary);
        _yard.Keys = _yard.Keys with { Folder = elsewhere };

        Assert.Equal("forbidden", (await Refused(path)).Observed);
    }

    [Theory]
    [InlineData("/etc/passwd")]
    [InlineData("../../../../../../../../../../etc/passwd")]
    [InlineData("/etc/./../etc//passwd")]
    [InlineData("link-to-passwd")]
    [InlineData("/")]
    [InlineData("/not-there")]
    [InlineData("{yard}")]
    [InlineData("{yard}/sources-of-another/a.csv")]
    public async Task Should_say_that_it_lies_outside_and_which_setting_counts(string path)
    {
        Plant();

        var finding = await Refused(path.Replace("{yard}", _yard.Folder, StringComparison.Ordinal));

        Assert.Equal("outside", finding.Observed);
        Assert.Contains("Ingestion:AllowedFolders", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Should_not_be_led_outside_by_the_folder_that_the_request_names()
    {
        foreach (var folder in (string[])["/etc", "/", "..", "../../../etc", "/proc/self/cwd"])
        {
            var answer = await _yard.Fetch(Yard.Define(SourceFormat.Csv, "passwd"), folder);
            var finding = Assert.Single(Yard.As<DataRejected>(answer).Findings);
            Assert.True(finding.Observed is "outside" or "forbidden", finding.Message);
        }
    }

    [Fact]
    public async Task Should_read_any_folder_where_the_root_is_allowed_and_not_where_it_was_merely_started_there()
    {
        var other = Path.Combine(_yard.Folder, "other.csv");
        File.WriteAllText(other, "a\n1\n");
        _yard.Settings = _yard.Settings with { DataFolder = "/" };
        Assert.Equal("outside", (await Refused(other)).Observed);

        _yard.Settings = _yard.Settings with { AllowedFolders = ["/"] };

        _ = Yard.As<DataFetched>(await _yard.Fetch(Yard.Define(SourceFormat.Csv, other)));
    }

    [Theory]
    [InlineData(SourceFormat.Csv)]
    [InlineData(SourceFormat.JsonLines)]
    [InlineData(SourceFormat.Json)]
    [InlineData(SourceFormat.Parquet)]
    public async Task Should_never_wait_at_a_pipe(SourceFormat format)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Files are no pipes there.");
        using (var make = Process.Start("mkfifo", Path.Combine(_yard.Sources, "pipe")))
            await make.WaitForExitAsync(TestContext.Current.CancellationToken);
        _ = File.CreateSymbolicLink(Path.Combine(_yard.Sources, "link"), "pipe");

        foreach (var path in (string[])["pipe", "link"])
        {
            var answer = await _yard.Fetch(Yard.Define(format, path)).WaitAsync(TimeSpan.FromMinutes(1));
            Assert.Equal("0 bytes", Assert.Single(Yard.As<DataRejected>(answer).Findings).Observed);
        }
    }

    [Fact]
    public async Task Should_refuse_a_path_without_end_before_it_is_looked_up()
    {
        var parts = string.Concat(Enumerable.Repeat("d/", 100_000));
        _yard.Variables["SOURCE_PATH"] = parts;
        var answers = new[]
        {
            await _yard.Fetch(Yard.Define(SourceFormat.Csv, parts + "a.csv")),
            await _yard.Fetch(Yard.Define(SourceFormat.Csv, "${SOURCE_PATH}a.csv")),
            await _yard.Fetch(Yard.Define(SourceFormat.Csv, "a.csv"), parts),
            await _yard.Fetch(Yard.Define(SourceFormat.Csv, parts[..4000]), "/" + parts[..4000]),
        };

        Assert.All(answers, answer => Assert.Equal(
            ("a longer path", "at most 4096 characters"),
            Assert.Single(Yard.As<DataRejected>(answer).Findings) is var f ? (f.Observed, f.Allowed) : default));
    }

    [Theory]
    [InlineData(40, null)]
    [InlineData(41, "too many links")]
    public async Task Should_follow_as_many_links_as_the_system_does(int links, string? observed)
    {
        _yard.Write("link0", "a\n1\n"u8.ToArray());
        for (var i = 1; i <= links; i++)
            _ = File.CreateSymbolicLink(Path.Combine(_yard.Sources, $"link{i}"), $"./link{i - 1}");

        var answer = await _yard.Fetch(Yard.Define(SourceFormat.Csv, $"link{links}"));

        Assert.Equal(observed, (answer as DataRejected)?.Findings.Single().Observed);
    }

    [Fact]
    public async Task Should_not_go_round_in_circles()
    {
        _ = File.CreateSymbolicLink(Path.Combine(_yard.Sources, "a"), "b/x");
        _ = File.CreateSymbolicLink(Path.Combine(_yard.Sources, "b"), "a/x");

        Assert.Equal("too many links", (await Refused("a")).Observed);
    }

    public void Dispose() => _yard.Dispose();

    private async Task<Finding> Refused(string path, SourceFormat format = SourceFormat.Csv)
    {
        var answer = await _yard.Fetch(Yard.Define(format, path)).WaitAsync(TimeSpan.FromMinutes(1));
        var finding = Assert.Single(Yard.As<DataRejected>(answer).Findings);
        Assert.Equal("source", finding.Rule);
        Assert.StartsWith(path + ": ", finding.Message, StringComparison.Ordinal);
        // Where a link leads is nothing to be told, nor what there is.
        var rest = finding.Message[path.Length..] + finding.Observed + finding.Allowed;
        Assert.DoesNotContain(_yard.Folder, rest, StringComparison.Ordinal);
        Assert.DoesNotContain(Canary, rest, StringComparison.Ordinal);
        return finding;
    }

    private void Plant()
    {
        foreach (var own in (string[])["artifacts/sha256/00/blob", "documents/pipeline.db", "keys/model-signing.pem",
            "trust/model-signing.pem.pub", "runs/6f2b1c1e.mmd", "yard.lock", "yard.address",
            "drafts/yard.address.0123", "sources/own.pem"])
        {
            var path = Path.Combine(_yard.Folder, own);
            _ = Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, $"{Canary}\n{Canary}\n");
        }

        foreach (var (name, target) in ((string, string)[])[("link-to-key", "../keys/model-signing.pem"),
            ("link-to-keys", Path.Combine(_yard.Folder, "keys")), ("link-to-link", "link-to-key"),
            ("link-to-zero", "/dev/zero"), ("link-to-passwd", "/etc/passwd")])
        {
            _ = File.CreateSymbolicLink(Path.Combine(_yard.Sources, name), target);
        }
    }
}
