using System.Buffers;
using Wasmill.Apps.Manifests.Errors;
using Wasmill.Apps.Manifests.Model;
using Wasmill.Apps.Manifests.Toml;

namespace Wasmill.Apps.Manifests.Components;

// Tested by: RemoteModulesTests, ManifestReaderTests
/// <summary>Reads the source of a component's module.</summary>
internal static class SourceReader
{
    private const string DigestPrefix = "sha256:";
    private const int DigestDigits = 64;

    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789abcdef");

    /// <summary>Reads the key <c>source</c>.</summary>
    /// <param name="table">The component.</param>
    /// <param name="unsupported">Receives the reason why a module from a registry, or from an unusable URL, cannot run.</param>
    public static ModuleSourceModel Read(ManifestNode table, List<ManifestError> unsupported)
    {
        if (table.Take("source") is not TomlTable)
            return new ModuleSourceModel(table.Required("source"));

        var source = table.Table("source")!;
        RemoteModuleModel? remote = null;
        if (source.Has("url"))
        {
            remote = ReadRemote(source, unsupported);
        }
        else
        {
            source.Required("registry");
            source.Required("package");
            source.Required("version");
            unsupported.Add(table.Refuse("source", "modules are not downloaded from a registry; write "
                + "source = { url = \"https://...\", digest = \"sha256:...\" }, or download the module and use its path"));
        }

        source.Finish();
        return new ModuleSourceModel("", remote);
    }

    private static RemoteModuleModel? ReadRemote(ManifestNode source, List<ManifestError> unsupported)
    {
        var (address, digest) = (source.Required("url"), source.Required("digest"));
        var problems = new List<ManifestError>();
        if (address.Length > 0 && !IsUsable(address, out _))
            problems.Add(source.Refuse("url", $"\"{address}\" is not a valid url of a module; use https://"));
        if (digest.Length > 0 && ReadDigest(digest) is null)
            problems.Add(source.Refuse(
                "digest", $"\"{digest}\" is not a valid digest; use sha256: and 64 hexadecimal digits, as \"wasmill inspect\" shows them"));
        unsupported.AddRange(problems);
        return problems.Count == 0 && ReadDigest(digest) is { } sha256 && IsUsable(address, out var url)
            ? new RemoteModuleModel(url, sha256)
            : null;
    }

    // A connection to this machine has nobody on its way.
    private static bool IsUsable(string address, out Uri url)
        => Uri.TryCreate(address, UriKind.Absolute, out url!)
            && (url.Scheme == Uri.UriSchemeHttps || url.Scheme == Uri.UriSchemeHttp && url.IsLoopback);

    private static string? ReadDigest(string text)
    {
        if (!text.StartsWith(DigestPrefix, StringComparison.Ordinal))
            return null;
        var digits = text[DigestPrefix.Length..].ToLowerInvariant();
        return digits.Length == DigestDigits && !digits.AsSpan().ContainsAnyExcept(Digits) ? digits : null;
    }
}
