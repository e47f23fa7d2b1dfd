using System.Runtime.InteropServices;
using Wasmill.Functions.Native;
using Wasmill.Functions.Sandbox.Restoring;

namespace Wasmill.Functions.Tests.Sandbox;

public sealed unsafe class PageRestorerTests
{
    private const int Pages = 600;
    private static readonly int PageBytes = Environment.SystemPageSize;

    [Theory]
    [InlineData(nameof(PageMapAccess.Scan))]
    [InlineData(nameof(PageMapAccess.Read))]
    public void Written_pages_are_restored_and_counted(string access)
    {
        using var pages = Open(access);
        WithMemory((memory, baseline) =>
        {
            var start = (byte*)memory;
            var bytes = (long)Pages * PageBytes;
            Assert.Equal(0, pages.Restore(start, (byte*)baseline, bytes, 10));
            foreach (var page in (int[])[0, 1, 2, 77, Pages - 1])
                start[(page * PageBytes) + 9] = 3;
            Assert.Equal(5, pages.Restore(start, (byte*)baseline, bytes, 10));
            Assert.True(new Span<byte>(start, (int)bytes).SequenceEqual(new Span<byte>((byte*)baseline, (int)bytes)));
        });
    }

    [Theory]
    [InlineData(nameof(PageMapAccess.Scan))]
    [InlineData(nameof(PageMapAccess.Read))]
    public void More_pages_than_the_maximum_are_reported(string access)
    {
        using var pages = Open(access);
        WithMemory((memory, baseline) =>
        {
            for (var page = 0; page < Pages; page += 2)
                ((byte*)memory)[page * PageBytes] = 3;
            var bytes = (long)Pages * PageBytes;
            Assert.Equal(-1, pages.Restore((byte*)memory, (byte*)baseline, bytes, (Pages / 2) - 1));
            Assert.InRange(pages.Restore((byte*)memory, (byte*)baseline, bytes, Pages / 2), 1, Pages / 2);
            Assert.True(new Span<byte>((byte*)memory, (int)bytes).IndexOfAnyExcept((byte)0) < 0);
        });
    }

    [Theory]
    [InlineData(nameof(PageMapAccess.Scan))]
    [InlineData(nameof(PageMapAccess.Read))]
    public void Written_pages_that_are_in_swap_are_restored_and_counted(string access)
    {
        using var pages = Open(access);
        WithMemory((memory, baseline) =>
        {
            var bytes = (long)Pages * PageBytes;
            for (var page = 0; page < Pages; page += 3)
                ((byte*)memory)[page * PageBytes] = 3;
            PagePressure.RequireSwapped(PagePressure.Apply(PagePressure.PageOut, (byte*)memory, bytes));
            Assert.Equal(Pages / 3, pages.Restore((byte*)memory, (byte*)baseline, bytes, Pages));
            Assert.True(new Span<byte>((byte*)memory, (int)bytes).IndexOfAnyExcept((byte)0) < 0);
        });
    }

    [Fact]
    public void Nothing_is_opened_where_nothing_shall_be_used() => Assert.Null(PageRestorer.Open(PageMapAccess.None));

    private static PageRestorer Open(string access)
    {
        var pages = PageRestorer.Open(Enum.Parse<PageMapAccess>(access));
        Assert.SkipWhen(pages is null, $"this kernel has no page map to {access.ToLowerInvariant()}");
        return pages!;
    }

    // Fresh from the kernel: memory of the heap may have been written before.
    private static void WithMemory(Action<nint, nint> test)
    {
        var baseline = NativeMemory.AllocZeroed((nuint)(Pages * PageBytes));
        var block = NativeMemory.AlignedAlloc((nuint)(Pages * PageBytes), (nuint)PageBytes);
        try
        {
            _ = PageApi.Advise((byte*)block, (nuint)(Pages * PageBytes), PageApi.DontNeed);
            test((nint)block, (nint)baseline);
        }
        finally
        {
            NativeMemory.AlignedFree(block);
            NativeMemory.Free(baseline);
        }
    }
}
