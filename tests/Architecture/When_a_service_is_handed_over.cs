using Trainyard.Cli.Yards;
using Trainyard.Support;

namespace Trainyard.Architecture.Tests;

public sealed class When_a_service_is_handed_over
{
    private static readonly string[] Sections = ["## Consumes", "## Publishes", "## Stores", "## Settings"];

    public static TheoryData<string> Services => [.. Repository.Services];

    [Theory, MemberData(nameof(Services))]
    public void Should_say_on_one_page_what_it_is(string service)
    {
        var path = $"services/{service}/README.md";
        Assert.True(File.Exists(Path.Combine(Repository.Root, path)), $"{path} is missing.");

        var page = Repository.Lines(path);

        Assert.InRange(page.Length, 15, 80);
        Assert.Contains(page, line => line.StartsWith("Owner: ", StringComparison.Ordinal));
        Assert.All(Sections, section => Assert.Contains(section, page));
    }

    /// <summary>Its rights on the broker are given by these names.</summary>
    [Theory, MemberData(nameof(Services))]
    public async Task Should_name_its_queues_on_its_page(string service)
    {
        var page = string.Join('\n', Repository.Lines($"services/{service}/README.md"));
        var queues = await ServiceQueues.Of(AllServices.Manifest.Single(one => one.Name == service).Create());

        Assert.NotEmpty(queues);
        Assert.All(queues, queue => Assert.Contains($"`{queue}`", page, StringComparison.Ordinal));
    }

    [Theory, MemberData(nameof(Services))]
    public void Should_have_an_owner_and_tests_that_have_the_same(string service)
    {
        var owners = Repository.Lines("CODEOWNERS").Where(line => line.StartsWith('/'))
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .ToDictionary(line => line[0], line => string.Join(' ', line[1..]));

        Assert.Equal($"@trainyard/{service.ToLowerInvariant()}", owners[$"/services/{service}/"]);
        Assert.Equal(owners[$"/services/{service}/"], owners[$"/tests/{service}/"]);
        // A change of the wire format needs every team that speaks it.
        Assert.Contains(owners[$"/services/{service}/"], owners["/shared/Contracts/"].Split(' '));
        Assert.Equal(owners["/shared/Contracts/"], owners["/tests/Contracts/"]);
    }
}
