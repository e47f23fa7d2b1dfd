using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Wasmill.Server.Native;

namespace Wasmill.Server.Tests;

public sealed class LoadedObjectsTests
{
    [Fact]
    public void Structures_have_the_layout_of_64_bit_Linux()
    {
        Assert.Equal(
            (0, 8, 16, 24),
            ((int)Marshal.OffsetOf<LoadedObject>(nameof(LoadedObject.Base)), (int)Marshal.OffsetOf<LoadedObject>(nameof(LoadedObject.Name)),
                (int)Marshal.OffsetOf<LoadedObject>(nameof(LoadedObject.Segments)),
                (int)Marshal.OffsetOf<LoadedObject>(nameof(LoadedObject.SegmentCount))));
        Assert.Equal(56, Unsafe.SizeOf<LoadedSegment>());
        Assert.Equal(
            (4, 16, 40),
            ((int)Marshal.OffsetOf<LoadedSegment>(nameof(LoadedSegment.Flags)),
                (int)Marshal.OffsetOf<LoadedSegment>(nameof(LoadedSegment.Address)),
                (int)Marshal.OffsetOf<LoadedSegment>(nameof(LoadedSegment.MemoryBytes))));
    }

    [Theory]
    [InlineData(1, 5, true)]
    [InlineData(1, 4, true)]
    [InlineData(1, 6, false)]
    [InlineData(2, 4, false)]
    public void Code_and_constants_are_those_of_the_file(uint type, uint flags, bool isFileOnly)
        => Assert.Equal(isFileOnly, new LoadedSegment { Type = type, Flags = flags }.IsFileOnly);

    [Fact]
    public void Code_that_ran_once_takes_no_memory_any_more()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "only on Linux");
        var before = ResidentFiles();
        // The program, the C library and the runtime have one each at least.
        Assert.True(LoadedObjects.UnmapFilePages() > 3);
        var after = ResidentFiles();
        Assert.True(after < before, $"{after} kB after {before} kB");
    }

    private static int ResidentFiles() => File.ReadLines("/proc/self/status")
        .Where(line => line.StartsWith("RssFile:", StringComparison.Ordinal))
        .Select(line => int.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture))
        .Single();
}
