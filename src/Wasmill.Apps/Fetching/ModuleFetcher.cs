using System.Security.Cryptography;
using Wasmill.Apps.Manifests.Model;
using Wasmill.Storage;

namespace Wasmill.Apps.Fetching;

/// <summary>
/// Downloads modules once and keeps them under their digest. The digest is checked before anything else is done with the bytes, also with
/// those of the cache: whoever changes a file there changes no function.
/// </summary>
public sealed class ModuleFetcher
{
    private const string FolderName = "modules";

    // As long as a user waits without wondering.
    private static readonly TimeSpan QuietTime = TimeSpan.FromSeconds(1);

    private readonly ModuleFetcherOptions _options;
    private readonly FailedWrites _failures;
    private readonly string _folder;

    /// <summary>Creates a fetcher. Neither the cache nor the network is used before the first module.</summary>
    public ModuleFetcher(ModuleFetcherOptions options)
    {
        _options = options;
        _failures = new FailedWrites(options.Time, options.Log);
        _folder = Path.Combine(options.CacheFolder, FolderName);
    }

    /// <summary>Gets a module: (1) from the cache; (2) from its server; (3) check its digest; (4) check its kind; (5) keep it.</summary>
    /// <exception cref="FetchException">The module is not available, or is not what the manifest says.</exception>
    public async Task<byte[]> FetchAsync(RemoteModuleModel module, CancellationToken cancellationToken)
    {
        // 1
        var download = new ModuleDownload(module, _options);
        var path = Path.Combine(_folder, $"sha256-{module.Sha256}.wasm");
        if (TryRead(path, module) is { } kept)
            return kept;
        if (_options.IsOffline)
            throw download.Failure(FetchFailure.Offline, $"it is not in the cache {_folder}, and nothing is downloaded offline; "
                + "run once without --offline");

        // 2
        var bytes = await DownloadAsync(download, module, cancellationToken);

        // 3
        if (DigestOf(bytes) is var found && found != module.Sha256)
            throw download.Failure(FetchFailure.WrongDigest, $"its digest is sha256:{found}, and the manifest says "
                + $"sha256:{module.Sha256}; either the file or the manifest is wrong");

        // 4
        if (!bytes.AsSpan().StartsWith("\0asm"u8))
            throw download.Failure(FetchFailure.NotAModule, "it has the right digest, but is not WebAssembly; use the URL of a .wasm file");

        // 5
        _failures.Try(WriteKind.CacheEntry, () => Keep(path, bytes));
        return bytes;
    }

    private static string DigestOf(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private async Task<byte[]> DownloadAsync(ModuleDownload download, RemoteModuleModel module, CancellationToken cancellationToken)
    {
        using var done = new CancellationTokenSource();
        var reporting = ReportAsync(module, done.Token);
        try
        {
            return await download.RunAsync(cancellationToken);
        }
        finally
        {
            await done.CancelAsync();
            await reporting;
        }
    }

    private async Task ReportAsync(RemoteModuleModel module, CancellationToken done)
    {
        await Task.Delay(QuietTime, _options.Time, done).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!done.IsCancellationRequested)
            _options.Log.Fetching(module.Name);
    }

    private byte[]? TryRead(string path, RemoteModuleModel module)
    {
        try
        {
            var bytes = File.ReadAllBytes(path);
            if (DigestOf(bytes) == module.Sha256)
                return bytes;
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception error) when (FailedWrites.IsRefusal(error))
        {
            _failures.Note(WriteKind.CacheEntry, error);
            return null;
        }

        _options.Log.FetchedModuleDamaged(path);
        _failures.Try(WriteKind.CacheEntry, () => File.Delete(path));
        return null;
    }

    private void Keep(string path, byte[] bytes)
    {
        PrivateFiles.CreateFolder(_folder);
        AtomicFile.Write(path, bytes);
    }
}
