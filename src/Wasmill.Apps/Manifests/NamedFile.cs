using System.Text;
using Wasmill.Storage;
using Wasmill.Storage.HostFiles;

namespace Wasmill.Apps.Manifests;

// Tested by: AppLocatorTests
/// <summary>A file that a user named as an app: what it is by its content, not only by its name.</summary>
internal static class NamedFile
{
    // A manifest names its version within its first lines.
    private const int ReadBytes = 4096;

    /// <summary>The first bytes of every WebAssembly file.</summary>
    private static ReadOnlySpan<byte> Magic => "\0asm"u8;

    /// <summary>Indicates whether a file is a module, by its name or its first bytes.</summary>
    public static bool IsModule(string path) => Path.GetExtension(path) == ".wasm" || ReadStart(path).StartsWith(Magic);

    /// <summary>Explains why a file cannot be a manifest, as the predicate of a sentence; null if it can.</summary>
    public static string? ExplainNoManifest(string path)
    {
        // The reader of the manifest says what a folder, a pipe or a device is.
        if (Path.GetExtension(path) == ".toml"
            || HostPaths.Resolve(path) is not { } real
            || RegularFile.KindOf(real) != HostFileKind.Regular)
            return null;
        var text = Encoding.UTF8.GetString(ReadStart(path));
        if (text.Contains("spin_manifest_version", StringComparison.Ordinal) || text.Contains("spin_version", StringComparison.Ordinal))
            return null;
        return Path.GetExtension(path) switch
        {
            ".py" or ".c" => "is source code; name the folder with its spin.toml",
            ".wat" => "is WebAssembly as text; translate it to a .wasm file",
            _ => text.TrimStart() switch
            {
                ['{' or '[', ..] => "is JSON, not a function; use a .wasm file, an app's folder, or its spin.toml",
                _ => "is neither a WebAssembly module nor a spin.toml; use a .wasm file, an app's folder, or its spin.toml",
            },
        };
    }

    // Nothing of a file that is not regular: the reader of the manifest says what it is.
    private static ReadOnlySpan<byte> ReadStart(string path)
    {
        if (HostPaths.Resolve(path) is not { } real || RegularFile.KindOf(real) != HostFileKind.Regular)
            return [];
        try
        {
            using var stream = RegularFile.Open(real, path);
            var start = new byte[ReadBytes];
            return start.AsSpan(0, stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false));
        }
        catch (IOException)
        {
            // The reader of the manifest reports it.
            return [];
        }
    }
}
