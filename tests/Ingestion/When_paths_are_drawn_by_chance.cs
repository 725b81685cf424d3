using CsCheck;
using Trainyard.Ingestion.FetchData;
using Trainyard.Pipelines.Sources;

namespace Trainyard.Ingestion.Tests;

public sealed class When_paths_are_drawn_by_chance : IDisposable
{
    private const string Canary = "CANARY";

    private static readonly string[] Places = ["sources", "sources/deep", "beside", "keys", "keys/old", "artifacts"];

    private static readonly string[] Links = ["up", "round", "there", "away"];

    private static readonly Gen<string> Part = Gen.Frequency(
        (6, Gen.OneOf([.. Places.SelectMany(place => place.Split('/'))])),
        (4, Gen.OneOf(Links)),
        (6, Gen.OneOf("..", ".", "")),
        (1, Gen.OneOf("file.csv", "missing", " ")));

    /// <summary>A path from a few parts, from the sources, the folder around them or the root.</summary>
    private static readonly Gen<string> AnyPath = Gen.Select(
        Gen.Frequency(
            (6, Gen.Const("")), (1, Gen.Const("/")), (4, Gen.OneOf("{yard}/", "{yard}//", "{yard}/sources/../"))),
        Part.Array[0, 6], Gen.Bool,
        (start, parts, isFile) => start + string.Join('/', isFile ? [.. parts, "file.csv"] : parts));

    private readonly Yard _yard = new();

    [Fact]
    public void Should_never_lead_out_of_the_allowed_folders_or_into_those_of_the_yard()
    {
        var (found, refused) = (0, new HashSet<string?>());
        Gen.Select(AnyPath.Array[Links.Length * 2], AnyPath, AnyPath.Null(0.7), Gen.Bool).Sample(
            (targets, path, folder, everything) =>
            {
                Plant(targets);
                _yard.Settings = _yard.Settings with { AllowedFolders = everything ? ["/"] : [] };
                var findings = new Findings(path);

                var real = _yard.Location.Find(
                    new CsvSource { Path = InYard(path) }, folder is null ? null : InYard(folder), findings);

                Assert.Equal(real is null, findings.Any);
                Assert.DoesNotContain(findings.Found, f => (f.Message + f.Observed).Contains(Canary));
                refused.UnionWith(findings.Found.Select(f => f.Observed));
                if (real is null)
                    return;
                found++;
                Assert.DoesNotContain(Canary, File.ReadAllText(real), StringComparison.Ordinal);
                Assert.True(everything || File.ReadAllText(real) == "sources", real);
            },
            iter: 1000, threads: 1);

        // The paths are not such that nothing was tried.
        Assert.True(found > 20, $"{found} paths led to a file");
        Assert.Superset(new HashSet<string?> { "outside", "forbidden", "too many links", "no file" }, refused);
    }

    public void Dispose() => _yard.Dispose();

    private string InYard(string path) => path.Replace("{yard}", _yard.Folder, StringComparison.Ordinal);

    /// <summary>A file in each place, the yard's own with a canary, and links there that lead anywhere.</summary>
    private void Plant(string[] targets)
    {
        foreach (var place in Places)
        {
            var folder = Directory.CreateDirectory(Path.Combine(_yard.Folder, place)).FullName;
            var root = place.Split('/')[0];
            File.WriteAllText(Path.Combine(folder, "file.csv"), root is "keys" or "artifacts" ? Canary : root);
        }

        foreach (var (index, link) in Links.Index())
        {
            Link(Path.Combine(_yard.Sources, link), targets[index]);
            Link(Path.Combine(_yard.Folder, "beside", link), targets[index + Links.Length]);
        }
    }

    private void Link(string path, string target)
    {
        File.Delete(path);
        _ = File.CreateSymbolicLink(path, target.Length == 0 ? "." : InYard(target));
    }
}
