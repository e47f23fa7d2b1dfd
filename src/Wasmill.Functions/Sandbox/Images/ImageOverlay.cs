using System.Buffers;
using Microsoft.Win32.SafeHandles;
using Wasmill.Functions.Native;
using Wasmill.Functions.Sandbox.Restoring;

namespace Wasmill.Functions.Sandbox.Images;

// Tested by: ImageSharingTests
/// <summary>
/// The pages in which the memories of a module differ from their base image: a file in memory, which is mapped over the image of every
/// instance. Exists while the module has instances.
/// </summary>
internal sealed unsafe class ImageOverlay : IDisposable
{
    private readonly BaseImage _image;
    private readonly PageRun[] _runs;
    private readonly SafeFileHandle _pages;

    /// <summary>Writes the pages.</summary>
    /// <param name="image">The base image.</param>
    /// <param name="delta">The difference (<see cref="ImageDelta"/>).</param>
    /// <param name="runs">Its pages.</param>
    /// <exception cref="IOException">There is no memory for them.</exception>
    public ImageOverlay(BaseImage image, ReadOnlySpan<byte> delta, PageRun[] runs)
    {
        _image = image;
        _runs = runs;
        _pages = PageApi.CreateMemoryFile("wasmill-image");
        Baseline = new MappedBaseline(image.Memory.Bytes, CreateBaseline);
        try
        {
            Write(delta);
        }
        catch
        {
            _pages.Dispose();
            throw;
        }
    }

    /// <summary>The memory of an instance that never runs.</summary>
    public MappedBaseline Baseline { get; }

    /// <summary>The memory that the pages take in bytes, however many instances have them mapped.</summary>
    public long Bytes => _runs.Sum(static run => run.Bytes);

    /// <summary>Makes the memory of a fresh instance of the base that of a fresh instance of the module.</summary>
    public void Map(byte* memory)
    {
        long offset = 0;
        foreach (var run in _runs)
        {
            PageApi.ReplaceWithFile(memory + run.Start, (nuint)run.Bytes, _pages, offset);
            offset += run.Bytes;
        }
    }

    /// <summary>Reverts <see cref="Map"/>.</summary>
    public void Unmap(byte* memory)
    {
        if (_runs.Length > 0)
            _image.Reset(memory, new PageRun(_runs[0].Start, _runs[^1].End - _runs[0].Start));
    }

    /// <inheritdoc />
    public void Dispose()
    {
        Baseline.Dispose();
        _pages.Dispose();
    }

    private void Write(ReadOnlySpan<byte> delta)
    {
        var memory = _image.Content;
        long offset = 0;
        var hasNext = ImageDelta.TryRead(ref delta, out var address, out var content);
        foreach (var run in _runs)
        {
            var buffer = ArrayPool<byte>.Shared.Rent((int)run.Bytes);
            try
            {
                var pages = buffer.AsSpan(0, (int)run.Bytes);
                var known = (int)Math.Clamp(memory.Length - run.Start, 0, run.Bytes);
                memory.Slice((int)Math.Min(run.Start, memory.Length), known).CopyTo(pages);
                pages[known..].Clear();
                for (; hasNext && address < run.End; hasNext = ImageDelta.TryRead(ref delta, out address, out content))
                    content.CopyTo(pages[(int)(address - run.Start)..]);
                RandomAccess.Write(_pages, pages, offset);
                offset += run.Bytes;
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(buffer);
            }
        }
    }

    private Baseline CreateBaseline()
    {
        var memory = PageApi.Reserve((nuint)_image.Memory.Bytes);
        try
        {
            _image.Map(memory.Data);
            Map(memory.Data);
            return Restoring.Baseline.Of(memory);
        }
        catch
        {
            memory.Dispose();
            throw;
        }
    }
}
