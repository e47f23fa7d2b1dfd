using System.Security.Cryptography;
using Microsoft.Extensions.Logging.Abstractions;
using Wasmill.Storage;

namespace Wasmill.Functions.Caching;

/// <summary>
/// Stores compiled modules on disk. An artifact is native code that Wasmtime runs without checking it, so it is treated as an executable:
/// the folder belongs to the user alone (mode 0700), and each file carries an HMAC under a key of that folder, verified before a byte is
/// used. An artifact that fails verification is compiled again.
/// </summary>
/// <remarks>
/// Safe with several processes: files are written under a temporary name and renamed. They are not flushed: a file that a power loss leaves
/// incomplete fails verification. docs/formats/artifact.md describes the bytes.
/// </remarks>
internal sealed class ArtifactCache
{
    private const int KeyBytes = 32;
    private const int HashBytes = 32;
    private const int ReadBytes = 64 << 10;
    private const int WritesBetweenLists = 64;
    private const UnixFileMode OthersMayWrite = UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;
    private const UnixFileMode OthersMayUse = OthersMayWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    private static readonly byte[] Magic = "WMART\0\0\u0002"u8.ToArray();

    /// <summary>The length of what follows the artifact in its file: its HMAC and the magic number.</summary>
    public const int TrailerBytes = HashBytes + 8;

    private readonly string _folder;
    private readonly long _capacity;
    private readonly TimeProvider _time;
    private readonly FailedWrites _failures;
    private readonly PackagedCode? _packaged;
    private readonly byte[]? _key;
    private readonly Lock _trimming = new();
    // The length of all artifacts in bytes, as far as this process knows.
    private long _total;
    private int _writes;

    /// <summary>Opens the cache; creates its folder and key if they are missing.</summary>
    /// <param name="folder">The folder; missing parents are created as well.</param>
    /// <param name="time">The clock.</param>
    /// <param name="capacity">The maximum size in bytes; beyond it, the least recently used artifacts are removed.</param>
    /// <param name="failures">Counts failed writes. Null to report them nowhere. On a full disk the cache finds and keeps nothing.</param>
    /// <param name="packaged">The code that came with the program, for what the folder does not have. Null if there is none.</param>
    /// <exception cref="IOException">The folder cannot be created or read, or other users may write to it or read its key and thereby run
    /// code of their own.</exception>
    public ArtifactCache(
        string folder, TimeProvider time, long capacity = 1L << 30, FailedWrites? failures = null, PackagedCode? packaged = null)
    {
        _folder = folder;
        _packaged = packaged;
        _time = time;
        _failures = failures ?? new FailedWrites(time, NullLogger.Instance);
        _capacity = capacity;
        try
        {
            CreateFolder();
            _key = ReadOrCreateKey();
        }
        catch (IOException error) when (DiskErrors.IsFull(error))
        {
            _failures.Note(WriteKind.CacheEntry, error);
        }
    }

    /// <summary>
    /// Finds the file that begins with the artifact of this key; null if none verifies. The file is meant to be mapped, not read: unused
    /// parts stay on disk.
    /// </summary>
    public string? TryFind(string key) => TryFindOwn(key) ?? _packaged?.TryFind(key);

    /// <summary>Reads a small artifact; null if none verifies.</summary>
    public byte[]? TryRead(string key) => TryFindOwn(key) is { } path ? File.ReadAllBytes(path)[..^TrailerBytes] : null;

    /// <summary>Stores an artifact, replacing an existing one. An artifact that does not fit on the disk is dropped.</summary>
    public void Write(string key, ReadOnlySpan<byte> artifact)
    {
        if (_key is null)
            return;
        var temporary = Path.Combine(_folder, $"{key}.{Environment.ProcessId}.{Guid.NewGuid():N}.tmp");
        try
        {
            using (var stream = PrivateFiles.Open(temporary, FileMode.CreateNew, FileAccess.Write))
            {
                stream.Write(artifact);
                stream.Write(Authenticate(key, artifact));
                stream.Write(Magic);
            }

            File.Move(temporary, PathOf(key), overwrite: true);
            Trim(artifact.Length);
            _failures.NoteSuccess(WriteKind.CacheEntry);
        }
        catch (Exception error) when (FailedWrites.IsRefusal(error))
        {
            _failures.Note(WriteKind.CacheEntry, error);
            _failures.Try(WriteKind.CacheEntry, () => File.Delete(temporary));
        }
    }

    private string? TryFindOwn(string key)
    {
        if (_key is null)
            return null;
        var path = PathOf(key);
        try
        {
            using var file = File.OpenRead(path);
            if (!Verify(key, file))
                return null;
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }

        Touch(path);
        return path;
    }

    private string PathOf(string key) => Path.Combine(_folder, key + ".cwasm");

    // The cache key is authenticated, too: otherwise an artifact could be passed off as that of another module.
    private byte[] Authenticate(string key, ReadOnlySpan<byte> artifact)
    {
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, _key!);
        hash.AppendData(System.Text.Encoding.ASCII.GetBytes(key));
        hash.AppendData(artifact);
        return hash.GetHashAndReset();
    }

    private bool Verify(string key, FileStream file)
    {
        var length = file.Length - HashBytes - Magic.Length;
        if (length < 0)
            return false;

        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, _key!);
        hash.AppendData(System.Text.Encoding.ASCII.GetBytes(key));
        var buffer = new byte[ReadBytes];
        for (var left = length; left > 0;)
        {
            var taken = file.Read(buffer, 0, (int)Math.Min(left, buffer.Length));
            if (taken == 0)
                return false;
            hash.AppendData(buffer, 0, taken);
            left -= taken;
        }

        Span<byte> trailer = stackalloc byte[HashBytes + Magic.Length];
        return file.ReadAtLeast(trailer, trailer.Length, throwOnEndOfStream: false) == trailer.Length
            && trailer[HashBytes..].SequenceEqual(Magic)
            && CryptographicOperations.FixedTimeEquals(trailer[..HashBytes], hash.GetHashAndReset());
    }

    private void CreateFolder()
    {
        PrivateFiles.CreateFolder(_folder);
        // If others may write to the folder, their code may already be in it; if they may only read it, closing the folder is enough.
        RefuseOthers(_folder, OthersMayWrite);
        PrivateFolders.Tighten(_folder, recursive: false, "WASMILL_CACHE");
    }

    private static void RefuseOthers(string path, UnixFileMode rights)
    {
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & rights) != 0)
            throw new IOException($"{path} is accessible to other users, who could run code of their own through it: "
                + "remove it (it is only a cache), or set WASMILL_CACHE to another folder");
    }

    private byte[] ReadOrCreateKey()
    {
        var path = Path.Combine(_folder, "key");
        if (!File.Exists(path))
        {
            var temporary = $"{path}.{Environment.ProcessId}.{Guid.NewGuid():N}.tmp";
            using (var stream = PrivateFiles.Open(temporary, FileMode.CreateNew, FileAccess.Write))
            {
                stream.Write(RandomNumberGenerator.GetBytes(KeyBytes));
                stream.Flush(flushToDisk: true);
            }

            try
            {
                File.Move(temporary, path, overwrite: false);
            }
            catch (IOException) when (File.Exists(path))
            {
                // Another process was faster; its key is the key of the cache.
                File.Delete(temporary);
            }
            catch (IOException error) when (DiskErrors.IsFull(error))
            {
                File.Delete(temporary);
                throw;
            }
        }

        RefuseOthers(path, OthersMayUse);
        var key = File.ReadAllBytes(path);
        return key.Length == KeyBytes ? key : throw new IOException($"{path} is damaged: remove the folder {_folder} (it is only a cache)");
    }

    // Listing thousands of files takes longer than writing one: they are listed when this process may have exceeded the capacity, and now
    // and then, because other processes write as well. Some room is made, so that not every write exceeds it again.
    private void Trim(long written)
    {
        lock (_trimming)
        {
            _total += written;
            if (_writes++ % WritesBetweenLists != 0 && _total <= _capacity)
                return;
            var files = new DirectoryInfo(_folder).GetFiles("*.cwasm").OrderByDescending(file => file.LastWriteTimeUtc).ToList();
            var room = files.Sum(file => file.Length) > _capacity ? _capacity / 10 * 9 : _capacity;
            _total = 0;
            foreach (var file in files)
            {
                if (_total + file.Length > room)
                    file.Delete();
                else
                    _total += file.Length;
            }
        }
    }

    private void Touch(string path)
    {
        try
        {
            File.SetLastWriteTimeUtc(path, _time.GetUtcNow().UtcDateTime);
        }
        catch (FileNotFoundException)
        {
            // Another process trimmed the cache at this moment. The content was already read.
        }
        catch (Exception error) when (FailedWrites.IsRefusal(error))
        {
            _failures.Note(WriteKind.CacheEntry, error);
        }
    }
}
