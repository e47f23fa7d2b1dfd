using Microsoft.Win32.SafeHandles;
using Wasmill.Functions.Native;
using Wasmill.Functions.Sandbox.Linking;
using Wasmill.Functions.Sandbox.Restoring;

namespace Wasmill.Functions.Sandbox.Images;

// Tested by: ImageSharingTests
/// <summary>
/// The initial memory of a module that others share: their memories map the same file, and differ in some pages. Thread-safe.
/// </summary>
internal sealed unsafe class BaseImage : IDisposable
{
    private const string Maps = "/proc/self/maps";

    private readonly SafeFileHandle _file;
    private readonly PageRun _image;
    private readonly long _offset;

    private BaseImage(LinkedModule module, Baseline memory, SafeFileHandle file, PageRun image, long offset)
    {
        Module = module;
        Memory = memory;
        _file = file;
        _image = image;
        _offset = offset;
    }

    /// <summary>The module that defines the memory; holds a reference to it.</summary>
    public LinkedModule Module { get; }

    /// <summary>The memory before any code has run.</summary>
    public Baseline Memory { get; }

    /// <summary>The memory up to its last mapped page; beyond it, it is zero.</summary>
    public ReadOnlySpan<byte> Content => new(Memory.Data, (int)_image.End);

    /// <summary>Opens an image.</summary>
    /// <param name="module">The module that defines the memory; the image takes the reference.</param>
    /// <param name="memory">Its memory; the image takes ownership.</param>
    /// <param name="path">The artifact of the module; null if the cache no longer has it.</param>
    /// <returns>Null if the memory is not a mapping of the artifact: then nothing was taken.</returns>
    public static BaseImage? TryOpen(LinkedModule module, Baseline memory, string? path)
    {
        if (path is null || !memory.IsMapped || memory.Bytes > int.MaxValue || FindFile(memory) is not var (image, offset))
            return null;
        var file = File.OpenHandle(path);
        var opened = new BaseImage(module, memory, file, image, offset);
        if (opened.IsExact())
            return opened;
        file.Dispose();
        return null;
    }

    /// <summary>Maps the image to where only addresses are reserved.</summary>
    public void Map(byte* memory) => PageApi.ReplaceWithFile(memory + _image.Start, (nuint)_image.Bytes, _file, _offset);

    /// <summary>
    /// Maps the image to a memory in which other pages were mapped. What code has written outside of the image stays there.
    /// </summary>
    /// <param name="memory">The memory.</param>
    /// <param name="changed">The range of the other pages.</param>
    public void Reset(byte* memory, PageRun changed)
    {
        Map(memory);
        if (changed.Start < _image.Start)
            PageApi.ReplaceWithZero(memory + changed.Start, (nuint)(Math.Min(_image.Start, changed.End) - changed.Start));
        var start = Math.Max(_image.End, changed.Start);
        if (start < changed.End)
            PageApi.ReplaceWithZero(memory + start, (nuint)(changed.End - start));
    }

    /// <summary>Closes the file and releases the memory and the module.</summary>
    public void Dispose()
    {
        _file.Dispose();
        Memory.Dispose();
        Module.Release();
    }

    // A line: START-END PERMISSIONS OFFSET DEVICE INODE PATH, hexadecimal but for the inode (proc_pid_maps(5)).
    private static (PageRun Image, long Offset)? FindFile(Baseline memory)
    {
        (PageRun Image, long Offset)? found = null;
        foreach (var line in File.ReadLines(Maps))
        {
            var fields = line.Split(' ', 6, StringSplitOptions.RemoveEmptyEntries);
            var range = fields[0].Split('-');
            var start = (long)(Convert.ToUInt64(range[0], 16) - (ulong)memory.Data);
            var end = (long)(Convert.ToUInt64(range[1], 16) - (ulong)memory.Data);
            if (fields[4] == "0" || start < 0 || end > memory.Bytes)
                continue;
            if (found is not null)
                return null;
            found = (new PageRun(start, end - start), Convert.ToInt64(fields[2], 16));
        }

        return found;
    }

    // The file was opened by its name a second time.
    private bool IsExact()
    {
        if (_offset + _image.Bytes > RandomAccess.GetLength(_file))
            return false;
        using var mapped = PageApi.MapFile(_file, _offset, (nuint)_image.Bytes);
        return mapped.Span.SequenceEqual(Content[(int)_image.Start..]);
    }
}
