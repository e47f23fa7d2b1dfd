using Wasmill.Functions.Native;

namespace Wasmill.Functions.Sandbox.Images;

// Tested by: ImageSharingTests
/// <summary>
/// The initial memory of a module as its difference from a base image. While the module has no instance, it costs the mapping of a file.
/// Thread-safe.
/// </summary>
/// <param name="image">The base image; this object takes a reference.</param>
/// <param name="releaseImage">Releases that reference.</param>
/// <param name="file">The mapped artifact that begins with the difference; this object takes ownership.</param>
/// <param name="deltaBytes">The length of the difference.</param>
/// <param name="runs">The pages of the difference.</param>
internal sealed class DeltaImage(BaseImage image, Action releaseImage, MappedMemory file, int deltaBytes, PageRun[] runs) : IDisposable
{
    private readonly Lock _lock = new();
    private ImageOverlay? _overlay;
    private int _users;

    /// <summary>The memory in bytes that each of its instances accounts for: its part of the pages that they have in common.</summary>
    public long BytesPerInstance
    {
        get
        {
            lock (_lock)
                return _overlay is null ? 0 : _overlay.Bytes / _users;
        }
    }

    /// <summary>Takes a reference to the pages for an instance, and writes them if it is the first.</summary>
    public ImageOverlay Acquire()
    {
        lock (_lock)
        {
            _overlay ??= new ImageOverlay(image, file.Span[..deltaBytes], runs);
            _users++;
            return _overlay;
        }
    }

    /// <summary>Releases a reference; the last one frees the pages.</summary>
    public void Release()
    {
        lock (_lock)
        {
            if (--_users > 0)
                return;
            _overlay!.Dispose();
            _overlay = null;
        }
    }

    /// <summary>Releases the base image. All instances must be disposed first.</summary>
    public void Dispose()
    {
        file.Dispose();
        releaseImage();
    }
}
