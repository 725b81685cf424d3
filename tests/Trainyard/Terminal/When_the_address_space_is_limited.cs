using Trainyard.Cli.Terminal;

namespace Trainyard.Cli.Tests.Terminal;

public sealed class When_the_address_space_is_limited : IDisposable
{
    private readonly string _limits = Path.GetTempFileName();

    public void Dispose() => File.Delete(_limits);

    [Theory]
    [InlineData("unlimited", "run", null)]
    [InlineData("6144000000", "run", null)]
    [InlineData("5000000000", "run", "5,000,000,000 bytes (ulimit -v), and 'run' takes about 6,000,000,000")]
    [InlineData("5000000000", "runs", null)]
    [InlineData("2048000000", "runs", "2,048,000,000 bytes (ulimit -v), and 'runs' takes about 4,000,000,000")]
    [InlineData("2048000000", "--help", null)]
    public void Should_be_said_before_anything_else(string soft, string command, string? words)
    {
        File.WriteAllText(
            _limits,
            $"Limit                     Soft Limit           Hard Limit           Units\n"
            + $"Max address space         {soft,-20} unlimited            bytes\n");

        var problem = AddressSpace.Problem([command], _limits);

        if (words is null)
            Assert.Null(problem);
        else
            Assert.Contains(words, problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Should_be_taken_for_none_where_the_system_does_not_say() =>
        Assert.Null(AddressSpace.Problem(["run"], Path.Combine(_limits, "nowhere")));
}
