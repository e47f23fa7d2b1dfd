using System.Text;
using Wasmill.Functions.Binary;
using Wasmill.Functions.Caching;
using Wasmill.Functions.Native;
using Wasmill.Functions.Sandbox.Linking;
using Wasmill.Functions.Sandbox.Restoring;

namespace Wasmill.Functions.Sandbox.Images;

// Tested by: ImageSharingTests
/// <summary>
/// The base images of an engine. Of the modules with the same code, the first one that was loaded on this machine is the base of the
/// others. Thread-safe.
/// </summary>
/// <param name="cache">The artifacts: of base images, of differences, and the note which module is the base.</param>
/// <param name="createMemory">Creates the memory of an instance that never runs; null if the cache no longer has the module.</param>
internal sealed class BaseImages(ArtifactCache cache, Func<LinkedModule, Baseline?> createMemory)
{
    private const string NoteKind = "image-base";
    private const string DeltaKind = "image-delta-1;";

    // Of a difference of more than half of the image, the pages in memory would cost more than the sharing saves.
    private const int LeastShared = 2;

    // See PageRun: at most 2 x 64 + 1 mappings for each instance.
    private const int MostRuns = 64;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Entry> _byKey = [];

    /// <summary>
    /// Finds the image of a module: (1) find its base; (2) open the base; (3) find the difference, or compute it; (4) map it.
    /// </summary>
    /// <param name="code">The key of its code half.</param>
    /// <param name="data">Its data half.</param>
    /// <param name="key">The key of its data half.</param>
    /// <param name="take">Takes a reference to a data half by its key; null if the cache no longer has it.</param>
    /// <returns>
    /// Null if there is no base, if the module is the base itself, or if it differs too much: then it has an image of its own.
    /// </returns>
    public (DeltaImage Image, LinkedModule Base)? TryShare(
        string code, DataHalf data, string key, Func<string, LinkedModule?> take)
    {
        // 1
        if (cache.TryRead(NoteKey(code, data)) is not { } note || Encoding.ASCII.GetString(note) is var baseKey && baseKey == key)
            return null;

        // 2
        if (TryOpen(baseKey, take) is not { } image)
            return null;
        DeltaImage? shared = null;
        try
        {
            // 3
            var deltaKey = ArtifactKey.For([Encoding.ASCII.GetBytes(key)], DeltaKind + baseKey);
            if (cache.TryFind(deltaKey) is null)
            {
                var most = image.Content.Length / LeastShared;
                if (ImageDelta.Compute(image.Content, data.Data.Content.Span, image.Memory.Bytes, most) is { } delta)
                    cache.Write(deltaKey, delta);
            }

            // 4
            shared = cache.TryFind(deltaKey) is { } path ? Map(path, image, () => Release(baseKey)) : null;
            return shared is null ? null : (shared, take(baseKey)!);
        }
        finally
        {
            if (shared is null)
                Release(baseKey);
        }
    }

    /// <summary>Makes a module the base of those with the same code that follow, unless there is one.</summary>
    /// <param name="code">The key of its code half.</param>
    /// <param name="data">Its data half.</param>
    /// <param name="key">The key of its data half.</param>
    public void Offer(string code, DataHalf data, string key)
    {
        var noteKey = NoteKey(code, data);
        if (cache.TryRead(noteKey) is not { } note || cache.TryFind(Encoding.ASCII.GetString(note)) is null)
            cache.Write(noteKey, Encoding.ASCII.GetBytes(key));
    }

    // Memories of different lengths cannot share an image.
    private static string NoteKey(string code, DataHalf data)
        => ArtifactKey.For([data.Memory.Content], NoteKind + code);

    private static DeltaImage? Map(string path, BaseImage image, Action release)
    {
        using var file = File.OpenHandle(path);
        var length = (int)RandomAccess.GetLength(file) - ArtifactCache.TrailerBytes;
        var mapped = PageApi.MapFile(file, 0, (nuint)(length + ArtifactCache.TrailerBytes));
        if (PageRun.Find(mapped.Span[..length], MostRuns) is { } runs)
            return new DeltaImage(image, release, mapped, length, runs);
        mapped.Dispose();
        return null;
    }

    private BaseImage? TryOpen(string key, Func<string, LinkedModule?> take)
    {
        lock (_lock)
        {
            if (!_byKey.TryGetValue(key, out var entry))
            {
                if (take(key) is not { } module)
                    return null;
                var memory = createMemory(module);
                if (memory is null || BaseImage.TryOpen(module, memory, cache.TryFind(key)) is not { } opened)
                {
                    memory?.Dispose();
                    module.Release();
                    return null;
                }

                _byKey.Add(key, entry = new Entry(opened));
            }

            entry.Users++;
            return entry.Image;
        }
    }

    private void Release(string key)
    {
        lock (_lock)
        {
            var entry = _byKey[key];
            if (--entry.Users > 0)
                return;
            _byKey.Remove(key);
            entry.Image.Dispose();
        }
    }

    private sealed class Entry(BaseImage image)
    {
        public BaseImage Image { get; } = image;

        public int Users { get; set; }
    }
}
