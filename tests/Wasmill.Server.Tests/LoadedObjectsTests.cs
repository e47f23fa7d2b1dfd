using System.IO.MemoryMappedFiles;
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

    [Theory]
    [InlineData(0xA1, false)]
    [InlineData(0x81, true)]
    [InlineData(0x41, true)]
    [InlineData(0x00, false)]
    public void A_page_that_was_written_is_none_of_the_file(byte highest, bool isPrivate)
        => Assert.Equal(isPrivate, PrivatePages.IsPrivate((ulong)highest << 56));

    [Fact]
    public void The_map_of_this_process_tells_both_apart()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "only on Linux");
        using var folder = new TemporaryFolder();
        var (path, page) = (folder.Path("data"), Environment.SystemPageSize);
        File.WriteAllBytes(path, new byte[2 * page]);
        using var stream = File.OpenRead(path);
        using var file = MemoryMappedFile.CreateFromFile(
            stream, null, 0, MemoryMappedFileAccess.CopyOnWrite, HandleInheritability.None, leaveOpen: true);
        using var view = file.CreateViewAccessor(0, 0, MemoryMappedFileAccess.CopyOnWrite);
        var start = (nuint)view.SafeMemoryMappedViewHandle.DangerousGetHandle();
        Assert.Equal((0, 0), (view.ReadByte(0), view.ReadByte(page)));
        Assert.False(PrivatePages.Any(start, (nuint)(2 * page)));
        view.Write(page, (byte)1);
        Assert.Equal((false, true), (PrivatePages.Any(start, (nuint)page), PrivatePages.Any(start, (nuint)(2 * page))));
    }

    // CoreCLR writes into its own code: a page of it that is read anew ends the process.
    [Fact]
    public void A_program_that_is_compiled_at_run_time_is_left_alone() => Assert.Equal(0, LoadedObjects.UnmapFilePages());
}
