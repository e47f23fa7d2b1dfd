using Wasmill.Functions.Binary;
using Wasmill.Functions.Sandbox.Images;

namespace Wasmill.Functions.Tests.Sandbox;

public sealed class ImageDeltaTests
{
    private const int MemoryBytes = 1 << 18;

    [Fact]
    public void The_difference_of_random_memories_makes_the_one_from_the_other()
    {
        var random = new Random(6);
        for (var round = 0; round < 300; round++)
        {
            var original = Memory(random);
            var changed = random.Next(4) == 0 ? Memory(random) : Change(random, original);
            var end = random.Next(2) == 0 ? MemoryBytes : original.AsSpan().LastIndexOfAnyExcept((byte)0) + 1;
            var delta = ImageDelta.Compute(original.AsSpan(0, end), Section(changed, random), MemoryBytes, mostBytes: 2 * MemoryBytes)!;
            var made = original.ToArray();
            ReadOnlySpan<byte> rest = delta;
            var last = -1L;
            while (ImageDelta.TryRead(ref rest, out var address, out var content))
            {
                Assert.True(address > last);
                last = address + content.Length - 1;
                content.CopyTo(made.AsSpan((int)address));
            }

            Assert.True(made.AsSpan().SequenceEqual(changed));
            AssertPages(delta, original, changed);
        }
    }

    [Fact]
    public void Equal_memories_differ_in_nothing()
    {
        var random = new Random(7);
        var memory = Memory(random);
        Assert.Empty(ImageDelta.Compute(memory, Section(memory, random), MemoryBytes, MemoryBytes)!);
        Assert.Empty(PageRun.Find([], most: 0)!);
    }

    // Mode, address (i32.const, end), length, content.
    [Theory]
    [InlineData("a passive segment", new byte[] { 1, 1, 1, 7 })]
    [InlineData("a segment placed by a global", new byte[] { 1, 0, 0x23, 0, 0x0B, 1, 7 })]
    [InlineData("a segment outside of the memory", new byte[] { 1, 0, 0x41, 0x7F, 0x0B, 1, 7 })]
    [InlineData("segments that overlap", new byte[] { 2, 0, 0x41, 8, 0x0B, 2, 7, 7, 0, 0x41, 9, 0x0B, 1, 7 })]
    [InlineData("bytes behind the last segment", new byte[] { 1, 0, 0x41, 8, 0x0B, 1, 7, 0 })]
    public void What_cannot_be_shared_has_no_difference(string what, byte[] section)
        => Assert.True(ImageDelta.Compute(new byte[64], section, MemoryBytes, MemoryBytes) is null, what);

    [Fact]
    public void A_difference_beyond_its_maximum_is_none()
    {
        var memory = new byte[MemoryBytes];
        memory.AsSpan(1000, 5000).Fill(1);
        var section = Section(memory, new Random(1));
        Assert.Null(ImageDelta.Compute([], section, MemoryBytes, mostBytes: 5000));
        Assert.NotNull(ImageDelta.Compute([], section, MemoryBytes, mostBytes: 5100));
    }

    // Every page that differs is in a run; the runs ascend and do not touch.
    private static void AssertPages(byte[] delta, byte[] original, byte[] changed)
    {
        var page = Environment.SystemPageSize;
        var runs = PageRun.Find(delta, most: int.MaxValue)!;
        for (var at = 0; at < MemoryBytes; at += page)
        {
            if (!original.AsSpan(at, page).SequenceEqual(changed.AsSpan(at, page)))
                Assert.Contains(runs, run => run.Start <= at && at + page <= run.End);
        }

        Assert.All(runs.Zip(runs.Skip(1)), pair => Assert.True(pair.First.End + (32 * page) < pair.Second.Start));
        Assert.Equal(runs.Length <= 1, PageRun.Find(delta, most: 1) is not null);
    }

    private static byte[] Memory(Random random)
    {
        var memory = new byte[MemoryBytes];
        for (var parts = random.Next(1, 12); parts > 0; parts--)
        {
            var start = random.Next(MemoryBytes);
            random.NextBytes(memory.AsSpan(start, Math.Min(random.Next(1, 20_000), MemoryBytes - start)));
        }

        return memory;
    }

    private static byte[] Change(Random random, byte[] memory)
    {
        var changed = memory.ToArray();
        for (var parts = random.Next(30); parts > 0; parts--)
        {
            var start = random.Next(MemoryBytes);
            var part = changed.AsSpan(start, Math.Min(random.Next(1, 300), MemoryBytes - start));
            if (random.Next(3) == 0)
                part.Clear();
            else
                random.NextBytes(part);
        }

        return changed;
    }

    // Segments of the parts that are not zero, cut at random places.
    private static byte[] Section(byte[] memory, Random random)
    {
        var content = new ModuleWriter();
        var count = 0u;
        for (var at = memory.AsSpan().IndexOfAnyExcept((byte)0); at >= 0 && at < MemoryBytes;)
        {
            var zeros = memory.AsSpan(at).IndexOf(new byte[random.Next(1, 100)]);
            var length = Math.Min(zeros <= 0 ? MemoryBytes - at : zeros, random.Next(1, 30_000));
            content.Unsigned(0);
            content.Byte(0x41);
            content.Signed(at);
            content.Byte(0x0B);
            content.Unsigned((uint)length);
            content.Bytes(memory.AsSpan(at, length));
            count++;
            var next = memory.AsSpan(at + length).IndexOfAnyExcept((byte)0);
            at = next < 0 ? MemoryBytes : at + length + next;
        }

        var section = new ModuleWriter();
        section.Unsigned(count);
        section.Bytes(content.Written);
        return section.ToArray();
    }
}
