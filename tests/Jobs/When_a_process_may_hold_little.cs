using Trainyard.Jobs.Budget;

namespace Trainyard.Jobs.Tests;

/// <summary>What jobs may take is what the machine gives, or whatever is around the process and gives less.</summary>
public sealed class When_a_process_may_hold_little : IDisposable
{
    private const long Mebi = 1L << 20;
    private const long Machine = 4096;
    private const long WithoutWork = 208;

    private readonly string _root = Directory.CreateTempSubdirectory("memory-").FullName;

    public When_a_process_may_hold_little() =>
        Write("proc/meminfo", $"MemFree: 5 kB\nMemTotal:       {Machine << 10} kB\n");

    [Fact]
    public void Should_take_three_quarters_of_the_machine() => Assert.Equal(3072, Of());

    [Fact]
    public void Should_leave_the_process_itself_enough_of_little()
    {
        Write("proc/meminfo", $"MemTotal: {600 << 10} kB\n");

        Assert.Equal(600 - WithoutWork, Of());
    }

    [Fact]
    public void Should_take_no_more_than_the_runtime_was_told() => Assert.Equal(100, Of(told: 100));

    [Theory]
    [InlineData("0::/\n", "memory.max", 1000, 750)]
    [InlineData("0::/yard/training.service\n", "yard/training.service/memory.max", 1000, 750)]
    [InlineData("0::/yard/training.service\n", "yard/memory.max", 1000, 750)]
    [InlineData("0::/docker/of/the/host\n", "memory.max", 1000, 750)]
    [InlineData("4:memory:/yard\n3:cpu:/\n", "memory/yard/memory.limit_in_bytes", 1000, 750)]
    [InlineData("4:memory:/docker/of/the/host\n", "memory/memory.limit_in_bytes", 400, 400 - WithoutWork)]
    [InlineData("3:cpu:/\n", "memory/memory.limit_in_bytes", 400, 3072)]
    public void Should_heed_the_limit_of_a_container(string groups, string file, long limit, long work)
    {
        Write("proc/self/cgroup", groups);
        Write("sys/fs/cgroup/" + file, $"{limit * Mebi}\n");

        Assert.Equal(work, Of());
    }

    [Fact]
    public void Should_take_the_lowest_of_several_limits()
    {
        Write("proc/self/cgroup", "0::/yard/training.service\n");
        Write("sys/fs/cgroup/yard/training.service/memory.max", "max\n");
        Write("sys/fs/cgroup/yard/memory.max", $"{1000 * Mebi}\n");
        Write("sys/fs/cgroup/memory.max", $"{2000 * Mebi}\n");

        Assert.Equal(750, Of());
    }

    [Fact]
    public void Should_do_with_what_the_runtime_says_where_no_file_says_anything()
    {
        File.Delete(Path.Combine(_root, "proc/meminfo"));

        Assert.Equal(750, Of(told: 1000));
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private long Of(long told = 1 << 20) => ProcessMemory.Of(told * Mebi, _root) / Mebi;

    private void Write(string file, string text)
    {
        var path = Path.Combine(_root, file);
        _ = Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
