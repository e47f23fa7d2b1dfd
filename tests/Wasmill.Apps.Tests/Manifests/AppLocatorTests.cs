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

    [Fact]
    public void A_folder_without_a_manifest_above_it_says_how_to_go_on()
        => Assert.Contains(
            "use --from", Assert.Throws<ManifestException>(() => AppLocator.LocateUpwards(_folder)).Message, StringComparison.Ordinal);

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
