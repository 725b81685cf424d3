using Trainyard.Cli.Yards;

namespace Trainyard.Architecture.Tests;

/// <summary>There is one list, <see cref="AllServices.Manifest"/>; what else names all services is held against
/// it.</summary>
public sealed class When_services_are_listed
{
    private static readonly Compose Compose = Compose.Read();

    public static TheoryData<string> Services => [.. Repository.Services];

    [Fact]
    public void Should_be_those_that_lie_in_the_folder_of_services() => Assert.Equal(
        Repository.Services.Append("Trainyard").Order(StringComparer.Ordinal),
        Repository.Files("services", "*.csproj").Select(path => path.Split('/')[1]));

    [Theory, MemberData(nameof(Services))]
    public void Should_have_the_name_of_their_folder_in_lower_case(string service)
    {
        var created = Entry(service).Create();

        Assert.Equal(service.ToLowerInvariant(), created.Name);
        Assert.Equal($"Trainyard.{service}", created.GetType().Assembly.GetName().Name);
    }

    [Theory, MemberData(nameof(Services))]
    public void Should_be_in_the_solution_with_their_tests(string service)
    {
        var solution = string.Join('\n', Repository.Lines("Microservices.sln")).Replace('\\', '/');

        Assert.Contains($"\"services/{service}/{service}.csproj\"", solution, StringComparison.Ordinal);
        Assert.Contains($"\"tests/{service}/{service}.Tests.csproj\"", solution, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Services))]
    public void Should_have_a_container_that_answers_where_they_say(string service)
    {
        var container = Compose.Services[service.ToLowerInvariant()];

        Assert.Equal([$"Trainyard.{service}.dll"], container.Command);
        Assert.Equal(
            Entry(service).Port is { } port ? [$"127.0.0.1:{port}:8080"] : Array.Empty<string>(), container.Ports);
    }

    [Fact]
    public void Should_be_all_that_runs_a_program_of_a_service() => Assert.Equal(
        Repository.Services.Select(service => service.ToLowerInvariant()).Order(StringComparer.Ordinal),
        Compose.Services.Where(service => service.Value.Command is [var program]
            && program.StartsWith("Trainyard.", StringComparison.Ordinal)).Select(service => service.Key)
            .Order(StringComparer.Ordinal));

    [Fact]
    public void Should_be_the_rows_of_the_readme() => Assert.Equal(
        Repository.Services.Select(service => $"[{service}](services/{service}/README.md)"),
        Repository.Lines("README.md").Where(line => line.StartsWith("| [", StringComparison.Ordinal))
            .Select(line => line.Split('|')[1].Trim()).Where(cell => cell.Contains("(services/"))
            .Where(cell => !cell.Contains("(services/Trainyard/", StringComparison.Ordinal)));

    private static ServiceEntry Entry(string service) => AllServices.Manifest.Single(one => one.Name == service);
}
