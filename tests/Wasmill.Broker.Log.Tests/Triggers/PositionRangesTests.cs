using Wasmill.Broker.Log.Triggers;

namespace Wasmill.Broker.Log.Tests.Triggers;

public sealed class PositionRangesTests
{
    [Fact]
    public void Neighbors_become_one_range_from_both_sides()
    {
        var ranges = new PositionRanges();
        foreach (var position in (long[])[5, 7, 1, 6, 2, 6, 9])
            ranges.Add(position);
        Assert.Equal([(1, 2), (5, 7), (9, 9)], ranges.Ranges);
        ranges.Add(8);
        Assert.Equal([(1, 2), (5, 9)], ranges.Ranges);
    }

    [Fact]
    public void A_million_in_a_row_are_one_entry()
    {
        var ranges = new PositionRanges();
        for (var position = 1L; position <= 1_000_000; position++)
            ranges.Add(position);
        Assert.Equal([(1, 1_000_000)], ranges.Ranges);
    }

    [Fact]
    public void It_holds_what_a_set_holds()
    {
        var random = new Random(7);
        var (ranges, set) = (new PositionRanges(), new HashSet<long>());
        for (var round = 0; round < 2_000; round++)
        {
            var position = random.NextInt64(1, 200);
            ranges.Add(position);
            set.Add(position);
            if (round % 100 == 99)
            {
                ranges.RemoveThrough(position / 2);
                set.RemoveWhere(one => one <= position / 2);
            }

            var (first, last) = (random.NextInt64(1, 200), random.NextInt64(1, 200));
            Assert.Equal(set.Contains(first), ranges.Contains(first));
            Assert.Equal(set.Count(one => one >= first && one <= last), ranges.CountIn(first, last));
            var missing = ranges.Without(first, last)
                .SelectMany(part => Enumerable.Range((int)part.First, (int)(part.Last - part.First + 1)).Select(one => (long)one));
            Assert.Equal(
                Enumerable.Range(1, 200).Select(one => (long)one).Where(one => one >= first && one <= last && !set.Contains(one)), missing);
        }
    }

    [Fact]
    public void A_range_that_is_cut_keeps_its_end()
    {
        var ranges = new PositionRanges();
        ranges.Add(3, 9);
        ranges.Add(20, 21);
        ranges.RemoveThrough(5);
        Assert.Equal([(6, 9), (20, 21)], ranges.Ranges);
        ranges.RemoveThrough(30);
        Assert.Empty(ranges.Ranges);
    }
}
