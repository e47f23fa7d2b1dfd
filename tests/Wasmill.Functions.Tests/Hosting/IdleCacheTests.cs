using Microsoft.Extensions.Time.Testing;
using Wasmill.Functions.Calls;
using Wasmill.Functions.Guests;
using Wasmill.Functions.Hosting;

namespace Wasmill.Functions.Tests.Hosting;

public sealed class IdleCacheTests
{
    private const long OwnBytes = 1 << 20;
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void Beyond_the_maximum_the_instance_that_has_been_idle_longest_is_discarded_whosever_it_is()
    {
        var cache = new IdleCache(most: 3, budget: 64 << 20);
        using var one = New(cache);
        using var other = New(cache);
        var (first, second, third, fourth) = (Keep(one), Keep(other), Keep(one), Keep(other));

        Assert.Equal(3, cache.Count);
        Assert.Equal((true, false, false, false), (first.IsDisposed, second.IsDisposed, third.IsDisposed, fourth.IsDisposed));
        Assert.Equal((1, 2), (one.Count, other.Count));
    }

    [Fact]
    public void An_instance_that_was_used_again_is_younger_than_one_that_waited()
    {
        var cache = new IdleCache(most: 2, budget: 64 << 20);
        using var one = New(cache);
        using var other = New(cache);
        var (first, second) = (Keep(one), Keep(other));
        Assert.Same(first, one.TryTake());
        Keep(one, first);
        var third = Keep(one);

        Assert.Equal((false, true, false), (first.IsDisposed, second.IsDisposed, third.IsDisposed));
        Assert.Equal(0, other.Count);
    }

    [Fact]
    public void The_memory_of_all_instances_stays_within_the_budget()
    {
        var cache = new IdleCache(most: 100, budget: 5 << 20);
        using var one = New(cache);
        using var other = New(cache);
        for (var i = 0; i < 20; i++)
        {
            Keep(i % 2 == 0 ? one : other);
            Assert.InRange(cache.Bytes, OwnBytes, 5 << 20);
        }

        Assert.Equal(4, cache.Count);
    }

    [Fact]
    public void An_instance_that_is_larger_than_the_budget_is_not_kept()
    {
        var cache = new IdleCache(most: 100, budget: OwnBytes);
        using var one = New(cache);
        Assert.False(one.TryKeep(new Instance()));
        Assert.Equal((0, 0), (cache.Count, cache.Bytes));
    }

    [Fact]
    public void A_function_that_ends_leaves_nothing()
    {
        var cache = new IdleCache(most: 100, budget: 64 << 20);
        Instance kept;
        using (var one = New(cache))
            kept = Keep(one);
        Assert.True(kept.IsDisposed);
        Assert.Equal((0, 0), (cache.Count, cache.Bytes));
    }

    private IdleInstances New(IdleCache cache) => new(cache, most: 16, eventsPerInstance: 2, _time);

    private Instance Keep(IdleInstances owner, Instance? instance = null)
    {
        instance ??= new Instance();
        Assert.True(owner.TryKeep(instance));
        _time.Advance(TimeSpan.FromMilliseconds(1));
        return instance;
    }

    // What the cache knows of an instance. A real one cannot be told how much memory to own.
    private sealed class Instance : IGuestInstance
    {
        public bool IsDisposed { get; private set; }

        public long MemoryBytes => OwnBytes;

        public long OwnBytes => IdleCacheTests.OwnBytes;

        public long CountedBytes { get; set; }

        public int Answers => 1;

        public bool HasAnswered => true;

        public long IdleSince { get; private set; }

        public FunctionResponse Handle(GuestCall call, FunctionRequest request) => throw new NotSupportedException();

        public bool TryRestore() => false;

        public void Suspend(long now) => IdleSince = now;

        public void Resume(GuestCall call)
        {
        }

        public void Dispose() => IsDisposed = true;
    }
}
