using CsCheck;
using Trainyard.Contracts;

namespace Trainyard.Ingestion.Tests;

public sealed class When_a_variable_is_not_for_a_stranger : IDisposable
{
    private const string Canary = "canary";

    private static readonly Gen<string> Name = Gen.Select(
        Gen.Char["ABCXYZabcxyz_"], Gen.String[Gen.Char["ABCDEFXYZabcz0189_"], 0, 20], (first, rest) => first + rest);

    private readonly Yard _yard = new();

    [Fact]
    public void Should_be_told_nothing_of_it_not_even_whether_it_is_set() =>
        Name.Where(name => !name.StartsWith("SOURCE_") && !name.StartsWith("ALERT_")).Sample(
            name =>
            {
                var unset = Refused(name);
                _yard.Variables[name] = Path.Combine(_yard.Sources, Canary);
                File.WriteAllText(_yard.Variables[name], "a\n1\n");

                var set = Refused(name);

                Assert.Equal(unset, set);
                Assert.Equal("a variable that is not allowed", set.Observed);
                Assert.Contains($"The variable {name} is not among those", set.Message, StringComparison.Ordinal);
                Assert.Contains("Secrets:Allowed", set.Message, StringComparison.Ordinal);
                Assert.DoesNotContain(Canary, set.Message, StringComparison.Ordinal);
                Assert.Empty(_yard.LookedUp);
            },
            iter: 50, threads: 1);

    [Fact]
    public void Should_name_a_file_by_it_where_the_operator_allows_it() =>
        Gen.Select(Name, Gen.Bool).Sample(
            (name, whole) =>
            {
                _yard.Secrets = new() { Allowed = ["OTHER", whole ? name : name[..1] + "*"] };
                _yard.Variables[name] = Path.Combine(_yard.Sources, Canary);
                File.WriteAllText(_yard.Variables[name], "a\n1\n");

                _ = Yard.As<DataFetched>(Fetch($"${{{name}}}"));
            },
            iter: 20, threads: 1);

    [Fact]
    public void Should_not_have_one_that_is_allowed_looked_up_beside_one_that_is_not()
    {
        _yard.Variables["SOURCE_A"] = Canary;

        var finding = Assert.Single(Yard.As<DataRejected>(Fetch("${SOURCE_A}/${SOURCE}/${PATH}")).Findings);

        Assert.Contains("variables SOURCE, PATH are not among", finding.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Canary, finding.Message, StringComparison.Ordinal);
        Assert.Empty(_yard.LookedUp);
    }

    [Theory]
    [InlineData("/etc/passwd", "outside")]
    [InlineData("/proc/self/environ", "forbidden")]
    [InlineData("{yard}/keys/key.pem", "forbidden")]
    [InlineData("../keys/key.pem", "forbidden")]
    [InlineData("/dev/zero", "forbidden")]
    public void Should_be_held_to_the_same_bounds_by_what_is_in_it(string value, string observed)
    {
        _yard.Variables["SOURCE_FILE"] = value.Replace("{yard}", _yard.Folder, StringComparison.Ordinal);

        var finding = Assert.Single(Yard.As<DataRejected>(Fetch("${SOURCE_FILE}")).Findings);

        Assert.Equal(observed, finding.Observed);
        Assert.DoesNotContain(value, finding.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _yard.Dispose();

    private Finding Refused(string name) =>
        Assert.Single(Yard.As<DataRejected>(Fetch($"${{{name}}}")).Findings);

    private IMessage Fetch(string path) =>
        _yard.Fetch(Yard.Define(SourceFormat.Csv, path)).GetAwaiter().GetResult();
}
