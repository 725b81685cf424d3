namespace Trainyard.EndToEnd.Tests;

public sealed class When_a_promise_is_broken(DamagedYard yard) : IClassFixture<DamagedYard>
{
    [Fact]
    public void Should_have_found_nothing_before()
    {
        Assert.Equal((0, ""), (yard.Before.ExitCode, yard.Before.Error));
        Assert.Empty(yard.Before.Json["findings"]!.AsArray());
        Assert.Empty(yard.Before.Json["unreadable"]!.AsObject());
        Assert.Equal(11, yard.Before.Json["lookedAt"]!.AsArray().Count);
    }

    [Fact]
    public void Should_list_each_breach_by_kind_and_id_once_and_nothing_else()
    {
        Assert.Equal((2, ""), (yard.After.ExitCode, yard.After.Error));
        var found = yard.After.Json["findings"]!.AsArray()
            .Select(finding => ((string)finding!["kind"]!, (string)finding["id"]!));
        Assert.Equal(yard.Planted.Order(), found.Order());
    }

    [Fact]
    public void Should_say_since_when_and_what_to_do()
    {
        foreach (var finding in yard.After.Json["findings"]!.AsArray())
        {
            Assert.True(finding!["since"] is not null, finding.ToJsonString());
            Assert.EndsWith(".", (string)finding["what"]!, StringComparison.Ordinal);
            Assert.EndsWith(".", (string)finding["remedy"]!, StringComparison.Ordinal);
        }

        var late = yard.After.Json["findings"]!.AsArray()
            .Single(finding => (string)finding!["kind"]! == "run-past-deadline")!;
        Assert.Equal(DamagedYard.LongAgo, (DateTimeOffset)late["since"]!);
    }

    [Fact]
    public async Task Should_say_it_to_a_person_in_sentences()
    {
        var said = await yard.Doctor();

        Assert.Equal((2, ""), (said.ExitCode, said.Error));
        Assert.All(
            yard.Planted.Where(violation => violation.Kind != "damaged-blob"),
            violation => Assert.Contains($"{violation.Kind}  {violation.Id}", said.Output, StringComparison.Ordinal));
        Assert.Contains("since 2020-02-02 02:02:02Z, found by training", said.Output);
        // Bytes are read when asked for only.
        Assert.DoesNotContain("damaged-blob", said.Output, StringComparison.Ordinal);
        Assert.Equal($"{yard.Planted.Count - 1} findings.", said.Output.Trim().Split('\n')[^1]);
    }

    [Fact]
    public async Task Should_say_what_it_could_not_read_and_look_at_the_rest()
    {
        var copy = Path.Combine(yard.Folder, "copy");
        foreach (var file in Directory.GetFiles(Path.Combine(yard.Folder, ".trainyard"), "*",
            SearchOption.AllDirectories))
        {
            var to = Path.Combine(copy, Path.GetRelativePath(Path.Combine(yard.Folder, ".trainyard"), file));
            _ = Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Copy(file, to);
        }

        await File.WriteAllTextAsync(
            Path.Combine(copy, "documents", "registry.db"),
            new string('x', 5000),
            TestContext.Current.CancellationToken);

        var said = await yard.Doctor("--data", copy, "--json");

        Assert.Equal(1, said.ExitCode);
        Assert.Equal(["registry"], said.Json["unreadable"]!.AsObject().Select(store => store.Key));
        Assert.Contains(said.Json["findings"]!.AsArray(), finding => (string)finding!["kind"]! == "unsent-message");
    }

    [Fact]
    public async Task Should_refuse_a_folder_that_is_no_yard_and_make_nothing_there()
    {
        var said = await yard.Doctor("--data", "nowhere");

        Assert.Equal((1, ""), (said.ExitCode, said.Output));
        Assert.Contains("nowhere", said.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(yard.Folder, "nowhere")));
    }
}
