using System.Diagnostics;
using Trainyard.Contracts;

namespace Trainyard.Architecture.Tests;

public sealed class When_projects_refer_to_each_other
{
    private const string Everything = "services/Trainyard/Trainyard.csproj";

    [Fact]
    public void Should_keep_services_apart()
    {
        string[] wrong =
        [
            .. Repository.Files("services", "*.csproj").Where(path => path != Everything)
                .SelectMany(path => References(path).Where(to => to.StartsWith("services/", StringComparison.Ordinal))
                    .Select(to => $"{path} -> {to}")),
        ];

        Assert.True(wrong.Length == 0, "A service speaks to another by message only: " + string.Join(", ", wrong));
    }

    [Fact]
    public void Should_keep_what_is_shared_below_the_services()
    {
        string[] wrong =
        [
            .. Repository.Files("shared", "*.csproj").SelectMany(path => References(path)
                .Where(to => !to.StartsWith("shared/", StringComparison.Ordinal)).Select(to => $"{path} -> {to}")),
        ];

        Assert.True(wrong.Length == 0, "Shared code knows no service and no test: " + string.Join(", ", wrong));
    }

    [Fact]
    public void Should_let_contracts_refer_to_nothing()
    {
        var references = typeof(TrainRequested).Assembly.GetReferencedAssemblies().Select(name => name.Name!);

        Assert.All(references, name => Assert.StartsWith("System.", name, StringComparison.Ordinal));
        Assert.Empty(Repository.Xml("shared/Contracts/Contracts.csproj").Descendants("ItemGroup"));
    }

    [Fact]
    public void Should_need_the_library_that_grows_trees_in_training_alone()
    {
        Assert.Equal(
            ["services/Training/Training.csproj"],
            Repository.Projects().Where(path => !path.StartsWith("tests/", StringComparison.Ordinal))
                .Where(path => Repository.Values(path, "PackageReference", "Include").Contains("LightGBM")));

        string[] carried =
        [
            .. new[] { "services/Serving/bin", "services/Validation/bin" }
                .Select(bin => Path.Combine(Repository.Root, bin)).Where(Directory.Exists)
                .SelectMany(bin => Directory.EnumerateFiles(bin, "*.deps.json", SearchOption.AllDirectories))
                .Where(list => File.ReadAllText(list).Contains("lib_lightgbm", StringComparison.Ordinal)),
        ];
        Assert.True(carried.Length == 0, "What scores trees carries what grows them: " + string.Join(", ", carried));
    }

    [Fact]
    public void Should_let_whoever_speaks_HTTP_refer_to_contracts_alone()
    {
        Assert.Equal(["shared/Contracts/Contracts.csproj"], References("shared/Api/Api.csproj"));
        Assert.Empty(Repository.Values("shared/Api/Api.csproj", "PackageReference", "Include"));
        Assert.Empty(Repository.Values("shared/Api/Api.csproj", "FrameworkReference", "Include"));
    }

    [Fact]
    public void Should_use_the_last_bus_under_a_free_licence_and_no_later_one()
    {
        const string props = "Directory.Packages.props";
        var versions = Repository.Xml(props).Descendants("PackageVersion")
            .Where(package => package.Attribute("Include")!.Value.StartsWith("MassTransit", StringComparison.Ordinal))
            .Select(package => package.Attribute("Version")!.Value);

        Assert.All(versions, version => Assert.Equal("[8.5.12]", version));
        var loaded = FileVersionInfo.GetVersionInfo(typeof(MassTransit.IBus).Assembly.Location);
        Assert.StartsWith("8.5.12", loaded.ProductVersion);
    }

    /// <summary>The projects that a project names, as paths from the root.</summary>
    internal static string[] References(string project)
    {
        var folder = Path.GetDirectoryName(Path.Combine(Repository.Root, project))!;
        return
        [
            .. Repository.Values(project, "ProjectReference", "Include")
                .Select(to => Path.GetFullPath(Path.Combine(folder, to.Replace('\\', '/'))))
                .Select(to => Path.GetRelativePath(Repository.Root, to).Replace('\\', '/')),
        ];
    }
}
