using Wasmill.Functions.Sandbox;

namespace Wasmill.Functions.Tests.Sandbox;

public sealed class InstanceSlotsTests
{
    [Fact]
    public void There_are_as_many_places_as_were_made_and_one_that_is_given_back_is_free_again()
    {
        using var slots = new InstanceSlots(2);
        Assert.True(slots.TryEnter());
        Assert.True(slots.TryEnter());
        Assert.False(slots.TryEnter());
        Assert.False(slots.Wait(TimeSpan.Zero));
        Assert.Equal(2, slots.Users);
        slots.Leave();
        Assert.True(slots.TryEnter());
        Assert.Equal(4, slots.Begun);
    }

    [Fact]
    public async Task Who_waits_gets_the_place_that_another_gives_back()
    {
        using var slots = new InstanceSlots(1);
        Assert.True(slots.TryEnter());
        Assert.False(slots.TryEnter());
        var waiting = Task.Run(() => slots.Wait(Timeout.InfiniteTimeSpan), TestContext.Current.CancellationToken);
        slots.Leave();
        Assert.True(await waiting);
        Assert.Equal(1, slots.Users);
    }

    // Waits that end at the moment in which a place is given back are where one could be lost, or be given twice.
    [Fact]
    public void No_place_is_lost_or_taken_twice_when_waits_time_out()
    {
        const int Slots = 3;
        using var slots = new InstanceSlots(Slots);
        var (inside, most, entered, late) = (0, 0, 0, 0);
        var threads = Enumerable.Range(0, 8).Select(seed => new Thread(() =>
        {
            var random = new Random(seed);
            for (var i = 0; i < 20_000; i++)
            {
                if (!slots.TryEnter() && !slots.Wait(TimeSpan.FromMilliseconds(random.Next(2))))
                {
                    Interlocked.Increment(ref late);
                    continue;
                }

                var now = Interlocked.Increment(ref inside);
                InterlockedMax(ref most, now);
                Thread.SpinWait(random.Next(100));
                Interlocked.Decrement(ref inside);
                Interlocked.Increment(ref entered);
                slots.Leave();
            }
        })).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());

        Assert.InRange(most, 1, Slots);
        Assert.Equal(160_000, entered + late);
        Assert.Equal(0, slots.Users);
        for (var i = 0; i < Slots; i++)
            Assert.True(slots.TryEnter());
        Assert.False(slots.TryEnter());
    }

    private static void InterlockedMax(ref int target, int value)
    {
        for (var seen = Volatile.Read(ref target); seen < value;)
            seen = Interlocked.CompareExchange(ref target, value, seen) is var was && was == seen ? value : was;
    }
}
