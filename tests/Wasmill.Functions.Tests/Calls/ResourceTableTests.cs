using Wasmill.Functions.Calls.Resources;

namespace Wasmill.Functions.Tests.Calls;

public sealed class ResourceTableTests
{
    private readonly ResourceTable _table = new();

    [Fact]
    public void Handles_begin_with_one_and_the_last_dropped_is_given_out_first()
    {
        Assert.Equal([1u, 2u, 3u], Enumerable.Range(0, 3).Select(_ => _table.Add(new One())));
        foreach (var handle in (uint[])[1, 3])
            Assert.Equal(ResourceFault.None, _table.Remove<One>(handle, out _));
        Assert.Equal([3u, 1u, 4u], Enumerable.Range(0, 3).Select(_ => _table.Add(new One())));
    }

    [Theory]
    [InlineData(0u, ResourceFault.Unknown)]
    [InlineData(2u, ResourceFault.WrongType)]
    [InlineData(3u, ResourceFault.Unknown)]
    [InlineData(4u, ResourceFault.Unknown)]
    [InlineData(31u, ResourceFault.Unknown)]
    [InlineData(uint.MaxValue, ResourceFault.Unknown)]
    internal void A_handle_of_nothing_or_of_another_type_is_refused(uint handle, ResourceFault fault)
    {
        _table.Add(new One());
        _table.Add(new Other());
        _table.Add(new One());
        _table.Remove<One>(3, out _);
        Assert.Equal((fault, fault), (_table.Find<One>(handle, out _), _table.Remove<One>(handle, out _)));
        Assert.Equal(2, _table.Count);
    }

    [Fact]
    public void A_parent_goes_after_its_children()
    {
        var parent = _table.Add(new One());
        var child = _table.Add(new Other(), parent);
        var grandchild = _table.Add(new One(), child);
        Assert.Equal(ResourceFault.HasChildren, _table.Remove<One>(parent, out _));
        Assert.Equal(ResourceFault.HasChildren, _table.Remove<Other>(child, out _));
        Assert.Equal(ResourceFault.None, _table.Remove<One>(grandchild, out _));
        Assert.Equal(ResourceFault.None, _table.Remove<Other>(child, out _));
        Assert.Equal(ResourceFault.None, _table.Remove<One>(parent, out _));
    }

    [Fact]
    public void A_full_table_takes_nothing_more_until_something_goes()
    {
        for (var i = 0; i < ResourceTable.Limit; i++)
            Assert.NotEqual(0u, _table.Add(new One()));
        Assert.Equal(0u, _table.Add(new One()));
        _table.Remove<One>(77, out _);
        Assert.Equal(77u, _table.Add(new One()));
        _table.Clear();
        Assert.Equal((0, 1u), (_table.Count, _table.Add(new One())));
        Assert.Equal(ResourceFault.Unknown, _table.Find<One>(77, out _));
    }

    // 200 random lives against a dictionary.
    [Fact]
    public void Random_use_finds_what_is_open_and_nothing_else()
    {
        var random = new Random(5);
        for (var life = 0; life < 200; life++)
        {
            _table.Clear();
            var open = new Dictionary<uint, object>();
            for (var step = 0; step < 300; step++)
            {
                if (random.Next(3) > 0)
                {
                    IResource resource = random.Next(2) == 0 ? new One() : new Other();
                    var added = _table.Add(resource);
                    open.Add(added, resource);
                }

                var handle = (uint)random.Next(open.Count + 3);
                var isOne = open.GetValueOrDefault(handle) is One;
                Assert.Equal(isOne, _table.Remove<One>(handle, out var found) == ResourceFault.None);
                Assert.Same(isOne ? open[handle] : null, found);
                if (isOne)
                    open.Remove(handle);
                Assert.Equal(open.Count, _table.Count);
            }
        }
    }

    private sealed class One : IResource
    {
        public static string TypeName => "one";
    }

    private sealed class Other : IResource
    {
        public static string TypeName => "other";
    }
}
