using System.IO.Compression;

namespace Wasmill.Apps.Tests.Guests;

/// <summary>A module of ../shared/guests.</summary>
/// <param name="Language">The folder of its language.</param>
/// <param name="Name">Its folder.</param>
/// <param name="File">The module; beside it may lie what it becomes as a component.</param>
/// <param name="Toolchain">What made it.</param>
public sealed record GuestModule(string Language, string Name, string File, string Toolchain)
{
    /// <summary>All that answer HTTP requests, by language and age.</summary>
    public static IReadOnlyList<GuestModule> All { get; } =
    [
        new("rust", "spin2-echo", "spin2-echo.wasm", "Rust, spin-sdk 2.2.0"),
        new("rust", "spin2-store", "spin2-store.wasm", "Rust, spin-sdk 2.2.0"),
        new("rust", "spin3-echo", "spin3-echo.wasm", "Rust, spin-sdk 3.1.1"),
        new("rust", "spin3-store", "spin3-store.wasm", "Rust, spin-sdk 3.1.1"),
        new("rust", "spin4-echo", "spin4-echo.wasm", "Rust, spin-sdk 4.0.0"),
        new("rust", "spin5-echo", "spin5-echo.wasm", "Rust, spin-sdk 5.2.0"),
        new("rust", "spin5-event", "spin5-event.wasm", "Rust, spin-sdk 5.2.0"),
        new("rust", "spin5-store", "spin5-store.wasm", "Rust, spin-sdk 5.2.0"),
        new("rust", "spin5-stream", "spin5-stream.wasm", "Rust, spin-sdk 5.2.0"),
        new("rust", "spin6-echo", "spin6-echo.wasm", "Rust, spin-sdk 6.0.0"),
        new("rust", "spin7-echo", "spin7-echo.wasm", "Rust, spin-sdk 7.0.0"),
        new("rust", "wstd-echo", "wstd-echo.wasm", "Rust, wstd 0.6.8"),
        new("c", "proxy-core", "proxy-core.core.wasm", "C, by hand"),
        new("c", "wagi-tally", "wagi-tally.wasm", "C"),
        new("go", "proxy-lines", "proxy-lines.core.wasm", "Go 1.26"),
        new("go", "wagi-echo", "wagi-echo.wasm", "Go 1.26"),
        new("go", "wagi-signpost", "wagi-signpost.wasm", "Go 1.26"),
        new("js", "spin-router", "spin-router.wasm", "JavaScript, componentize-js 0.19.3"),
        new("python", "spin2-echo", "spin2-echo.wasm", "Python, spin-sdk 2.0.0"),
    ];

    /// <summary>The manifest, with the module where it names the component that is made of it.</summary>
    public string Manifest
        => System.IO.File.ReadAllText(InFolder("spin.toml")).Replace($"\"{Name}.wasm\"", $"\"{File}\"", StringComparison.Ordinal);

    /// <summary>The module, unpacked.</summary>
    public byte[] Read()
    {
        var path = Path.Combine(Path.GetDirectoryName(InFolder("cases.json"))!, File);
        if (System.IO.File.Exists(path))
            return System.IO.File.ReadAllBytes(path);
        using var packed = new GZipStream(System.IO.File.OpenRead(path + ".gz"), CompressionMode.Decompress);
        using var unpacked = new MemoryStream();
        packed.CopyTo(unpacked);
        return unpacked.ToArray();
    }

    /// <summary>The cases.</summary>
    /// <param name="sink">The address of the server that some of them ask.</param>
    internal IReadOnlyList<GuestCase> ReadCases(string sink) => GuestCase.Read(InFolder("cases.json"), sink.TrimEnd('/'));

    private string InFolder(string file) => Checkout.Shared("guests", Language, Name, file);
}
