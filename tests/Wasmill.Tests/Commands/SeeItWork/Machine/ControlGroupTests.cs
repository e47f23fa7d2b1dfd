using Wasmill.Commands.SeeItWork.Machine;

namespace Wasmill.Tests.Commands.SeeItWork.Machine;

public sealed class ControlGroupTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_lowest_limit_of_the_group_and_its_parents_counts()
    {
        var group = Groups("0::/a/b");
        _folder.Write("fs/memory.max", "max\n");
        _folder.Write("fs/a/memory.max", "200000000\n");
        _folder.Write("fs/a/b/memory.max", "300000000\n");
        _folder.Write("fs/a/cpu.max", "150000 100000\n");
        _folder.Write("fs/a/b/cpu.max", "max 100000\n");
        Assert.Equal((200_000_000, 1.5), (group.ReadMemoryBytes(), group.ReadProcessors()));
    }

    [Fact]
    public void The_group_of_a_container_is_the_root_that_is_mounted()
    {
        var group = Groups("0::/outside/not/visible");
        _folder.Write("fs/memory.max", "1000000\n");
        _folder.Write("fs/cpu.max", "25000 50000\n");
        Assert.Equal((1_000_000, 0.5), (group.ReadMemoryBytes(), group.ReadProcessors()));
    }

    [Fact]
    public void The_first_version_of_control_groups_is_read_as_well()
    {
        var group = Groups("5:cpu,cpuacct:/x\n4:memory:/x\n0::/x");
        _folder.Write("fs/memory/x/memory.limit_in_bytes", "52428800\n");
        _folder.Write("fs/memory/memory.limit_in_bytes", "9223372036854771712\n");
        _folder.Write("fs/cpu/x/cpu.cfs_quota_us", "50000\n");
        _folder.Write("fs/cpu/cpu.cfs_quota_us", "-1\n");
        Assert.Equal((52_428_800, 0.5), (group.ReadMemoryBytes(), group.ReadProcessors()));
    }

    [Theory]
    [InlineData("0::/", "max", "max 100000")]
    [InlineData("", "100", "1 1")]
    [InlineData("0::/", "what", "is this")]
    public void Without_a_limit_there_is_none(string groups, string memory, string processors)
    {
        var group = Groups(groups);
        _folder.Write("fs/memory.max", memory);
        _folder.Write("fs/cpu.max", processors);
        Assert.Equal((null, null), (group.ReadMemoryBytes(), group.ReadProcessors()));
        var none = new ControlGroup(_folder.Path("none"), _folder.Path("none"));
        Assert.Equal((null, null), (none.ReadMemoryBytes(), none.ReadProcessors()));
    }

    private ControlGroup Groups(string text) => new(_folder.Write("cgroup", text), _folder.MakeFolder("fs"));
}
