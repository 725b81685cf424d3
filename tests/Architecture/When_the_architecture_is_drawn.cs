using Trainyard.Contracts;

namespace Trainyard.Architecture.Tests;

public sealed class When_the_architecture_is_drawn
{
    /// <summary>What anybody may ask for, over HTTP or with a message.</summary>
    private static readonly Type[] Asked = [typeof(TrainRequested), typeof(CancelRun)];

    private static IReadOnlyList<ServiceMessages> All => ServiceMessages.All;

    public static TheoryData<Step> Steps => [.. Sequence.Steps.Where(step => step.IsSent).Select(step => step.Step)];

    [Theory, MemberData(nameof(Steps))]
    public void Should_lead_from_the_saga_to_the_service_of_each_step_and_back(Step step)
    {
        var row = Sequence.Of(step);

        Assert.Equal([row.Service], From(row.Command!, sent: false));
        Assert.Contains("pipeline", From(row.Command!, sent: true));
        Assert.Contains(row.Service, From(row.Said ?? row.Reply!, sent: true));
        Assert.Contains("pipeline", From(row.Reply!, sent: false));

        static IEnumerable<string> From(Type message, bool sent) => All
            .Where(service => (sent ? service.Sent : service.Received).Contains(message))
            .Select(service => service.Name);
    }

    [Fact]
    public void Should_show_which_messages_go_from_which_service_to_which() => Picture.Hold("messages",
    [
        "flowchart LR",
        $"    {Role.Engineer}([{Role.Engineer}])",
        .. Repository.Services.Select(service => $"    {service}[{service}]"),
        .. ServiceMessages.Shared.Keys.Select(part => $"    {part}[[shared/{part}]]"),
        .. Messages().GroupBy(sent => (sent.From, sent.To))
            .OrderBy(group => Place(group.Key.From)).ThenBy(group => Place(group.Key.To))
            .Select(group => $"    {group.Key.From} {Arrow(group.Select(sent => sent.Message))}|"
                + string.Join("<br/>", group.Select(sent => sent.Message.Name).Order(StringComparer.Ordinal))
                + $"| {group.Key.To}"),
    ]);

    [Fact]
    public void Should_show_which_project_refers_to_which()
    {
        var projects = Repository.Files("shared", "*.csproj").Concat(Repository.Files("services", "*.csproj"))
            .ToDictionary(NameOf, path => Referred(path).Select(NameOf).ToArray());
        bool Reaches(string from, string to) => projects[from].Any(next => next == to || Reaches(next, to));

        Picture.Hold("projects",
        [
            "flowchart TD",
            "    subgraph services",
            .. Repository.Files("services", "*.csproj").Select(path => $"        {NameOf(path)}"),
            "    end",
            "    subgraph shared",
            .. Repository.Files("shared", "*.csproj").Select(path => $"        {NameOf(path)}"),
            "    end",
            .. projects.Select(project => (project.Key, To: project.Value
                    .Where(to => !project.Value.Any(by => by != to && Reaches(by, to))).Order(StringComparer.Ordinal)))
                .Where(project => project.To.Any())
                .Select(project => $"    {project.Key} --> {string.Join(" & ", project.To)}"),
        ]);
    }

    private static IEnumerable<(string From, string To, Type Message)> Messages()
    {
        foreach (var message in Hosting.Bus.ContractTypes.All)
        {
            string[] from = [.. All.Where(one => one.Sent.Contains(message)).Select(one => one.Service)];
            from = [.. from, .. ServiceMessages.Shared.Where(part => part.Value.Contains(message)).Select(p => p.Key)];
            string[] to = [.. All.Where(one => one.Received.Contains(message)).Select(one => one.Service)];
            if (Asked.Contains(message)) from = [Role.Engineer, .. from];
            if (to.Length == 0 || message.IsAssignableTo(typeof(IRunEnding))) to = [Role.Engineer, .. to];
            foreach (var sender in from)
                foreach (var receiver in to)
                    yield return (sender, receiver, message);
        }
    }

    /// <summary>Solid where commands go, with whatever goes with them.</summary>
    private static string Arrow(IEnumerable<Type> messages) =>
        messages.Any(message => message.IsAssignableTo(typeof(ICommand))) ? "-->" : "-.->";

    /// <summary>The projects that a project names, each by itself where it names all services at once.</summary>
    private static IEnumerable<string> Referred(string project) => When_projects_refer_to_each_other.References(project)
        .SelectMany(to => to.Contains('*', StringComparison.Ordinal)
            ? Repository.Files("services", "*.csproj").Where(service => service != project)
            : [to]);

    private static int Place(string name) => name == Role.Engineer
        ? -1
        : Array.IndexOf([.. Repository.Services, .. ServiceMessages.Shared.Keys], name);

    private static string NameOf(string project) => Path.GetFileNameWithoutExtension(project);
}
