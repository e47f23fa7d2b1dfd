using Wasmill.Apps.Manifests;
using Wasmill.Apps.Manifests.Errors;

namespace Wasmill.Apps.Tests.Manifests;

public sealed class AppLocatorTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("wasmill-locate-").FullName;

    [Fact]
    public void A_manifest_is_found_by_its_name_by_its_folder_and_from_a_folder_below()
    {
        var manifest = Path.Combine(_folder, "spin.toml");
        File.WriteAllText(manifest, "spin_manifest_version = 2\n[application]\nname = \"here\"\n");
        var below = Directory.CreateDirectory(Path.Combine(_folder, "a", "b")).FullName;
        Assert.Equal(
            ["here", "here", "here"],
            [AppLocator.Locate(manifest).Name, AppLocator.Locate(_folder).Name, AppLocator.LocateUpwards(below).Name]);
    }

    [Fact]
    public void What_is_not_there_is_named()
    {
        var missing = Path.Combine(_folder, "missing");
        Assert.Equal($"{missing} does not exist", Assert.Throws<ManifestException>(() => AppLocator.Locate(missing)).Message);
        Assert.Equal($"the folder {_folder} has no spin.toml", Assert.Throws<ManifestException>(() => AppLocator.Locate(_folder)).Message);
    }

    [Theory]
    [InlineData("event.json", """{"specversion":"1.0"}""", "is JSON, not a function; use a .wasm file, an app's folder, or its spin.toml")]
    [InlineData("list", " [1]", "is JSON, not a function; use a .wasm file, an app's folder, or its spin.toml")]
    [InlineData("app.py", "def handle_request(request): pass", "is source code; name the folder with its spin.toml")]
    [InlineData("app.wat", "(module)", "is WebAssembly as text; translate it to a .wasm file")]
    [InlineData(
        "notes.txt", "x = 1", "is neither a WebAssembly module nor a spin.toml; use a .wasm file, an app's folder, or its spin.toml")]
    [InlineData("empty", "", "is neither a WebAssembly module nor a spin.toml; use a .wasm file, an app's folder, or its spin.toml")]
    public void A_file_of_another_kind_is_named_by_what_it_is(string name, string content, string reason)
    {
        var file = Path.Combine(_folder, name);
        File.WriteAllText(file, content);
        Assert.Equal($"{file} {reason}", Assert.Throws<ManifestException>(() => AppLocator.Locate(file)).Message);
    }

    [Fact]
    public void The_content_decides_where_the_name_says_nothing()
    {
        var module = Path.Combine(_folder, "module");
        File.WriteAllBytes(module, "\0asm\u0001\0\0\0"u8.ToArray());
        Assert.Equal(module, Assert.Single(AppLocator.Locate(module).Components).Source);
        var manifest = Path.Combine(_folder, "spin.dev");
        File.WriteAllText(manifest, "spin_manifest_version = 2\n[application]\nname = \"dev\"\n");
        Assert.Equal("dev", AppLocator.Locate(manifest).Name);
    }

    [Fact]
    public void A_folder_without_a_manifest_above_it_says_how_to_go_on()
        => Assert.Contains(
            "use --from", Assert.Throws<ManifestException>(() => AppLocator.LocateUpwards(_folder)).Message, StringComparison.Ordinal);

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
