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

    /// <summary>Writes the artifacts of a cache as the code of a package. The files are private: who installs them opens them.</summary>
    /// <param name="cache">The folder of the cache.</param>
    /// <param name="folder">The new folder.</param>
    /// <param name="digests">The file for the digests.</param>
    public static void Write(string cache, string folder, string digests)
    {
        PrivateFiles.CreateFolder(folder);
        var lines = new List<string>();
        foreach (var path in Directory.GetFiles(cache, "*" + Extension).Order(StringComparer.Ordinal))
        {
            var artifact = File.ReadAllBytes(path)[..^ArtifactCache.TrailerBytes];
            // A note of a cache about its own content is no code.
            if (artifact.Length <= ArtifactCache.LongestNote)
                continue;
            AtomicFile.Write(Path.Combine(folder, Path.GetFileName(path)), artifact);
            lines.Add($"{Path.GetFileNameWithoutExtension(path)} {Convert.ToHexStringLower(SHA256.HashData(artifact))}\n");
        }

        AtomicFile.Write(digests, string.Concat(lines));
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
            _log.PackagedCodeRefused(error.Message);
        }

        return null;
    }
}
