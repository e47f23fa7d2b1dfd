using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using Wasmill.Storage;

namespace Wasmill.Functions.Caching;

// Tested by: PackagedCodeTests
/// <summary>
/// Compiled code that came with the program, in the folder <c>code</c> beside it. No key of a user can vouch for it: an artifact is used
/// when its SHA-256 is part of the program, and nobody but root and this user can change its file. docs/formats/artifact.md describes both.
/// </summary>
public sealed class PackagedCode
{
    private const string Resource = "packaged-code";
    private const string Extension = ".cwasm";

    private readonly string _folder;
    private readonly Dictionary<string, string> _digests;
    private readonly ILogger _log;
    // What was looked at: the path, or null for what was refused.
    private readonly Dictionary<string, string?> _known = [];

    /// <summary>Creates the code of a folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="digests">A line for each artifact: its key, a space, and its SHA-256, both in lower-case hexadecimal digits.</param>
    /// <param name="log">The log of refused artifacts.</param>
    internal PackagedCode(string folder, string digests, ILogger log)
    {
        _folder = folder;
        _log = log;
        _digests = digests.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(' '))
            .ToDictionary(parts => parts[0], parts => parts[1]);
    }

    /// <summary>Opens the code of this program; null if it came without.</summary>
    internal static PackagedCode? Open(ILogger log)
    {
        using var stream = typeof(PackagedCode).Assembly.GetManifestResourceStream(Resource);
        if (stream is null)
            return null;
        using var reader = new StreamReader(stream);
        return new PackagedCode(Path.Combine(AppContext.BaseDirectory, "code"), reader.ReadToEnd(), log);
    }

    /// <summary>Writes an artifact of a cache as the code of a package. The files are private: who installs them opens them.</summary>
    /// <param name="cache">The folder of the cache.</param>
    /// <param name="key">The key of the artifact.</param>
    /// <param name="folder">The folder for the code; created.</param>
    /// <param name="digests">The file for the digests.</param>
    public static void Write(string cache, string key, string folder, string digests)
    {
        var artifact = File.ReadAllBytes(Path.Combine(cache, key + Extension)).AsSpan(..^ArtifactCache.TrailerBytes);
        PrivateFiles.CreateFolder(folder);
        AtomicFile.Write(Path.Combine(folder, key + Extension), artifact);
        AtomicFile.Write(digests, $"{key} {Convert.ToHexStringLower(SHA256.HashData(artifact))}\n");
    }

    /// <summary>Finds the file of an artifact; null if the package has none of this key, or none that can be trusted.</summary>
    internal string? TryFind(string key)
    {
        if (!_digests.TryGetValue(key, out var digest))
            return null;
        lock (_known)
        {
            if (!_known.TryGetValue(key, out var path))
                _known.Add(key, path = Verify(Path.Combine(_folder, key + Extension), digest));
            return path;
        }
    }

    private string? Verify(string path, string digest)
    {
        try
        {
            var reason = TrustedFiles.ExplainDistrust(path);
            if (reason is null)
            {
                using var file = File.OpenRead(path);
                if (Convert.ToHexStringLower(SHA256.HashData(file)) == digest)
                    return path;
                reason = $"{path} is not the file of this version";
            }

            _log.PackagedCodeRefused(reason);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            _log.PackagedCodeRefused(IoReason.Sentence(error));
        }

        return null;
    }
}
