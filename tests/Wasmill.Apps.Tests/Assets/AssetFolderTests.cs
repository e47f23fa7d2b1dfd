using Wasmill.Apps.Assets;
using Wasmill.Apps.Manifests;

namespace Wasmill.Apps.Tests.Assets;

public sealed class AssetFolderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("wasmill-files-").FullName;

    public AssetFolderTests()
    {
        foreach (var path in (string[])["top.txt", "a/one.html", "a/two.html", "a/deep/three.html", "a/deep/secret.txt", "b/.hidden"])
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(_folder, path))!);
            File.WriteAllText(Path.Combine(_folder, path), path);
        }
    }

    [Theory]
    [InlineData("top.txt", "", "top.txt=top.txt")]
    [InlineData("*.txt", "", "top.txt=top.txt")]
    [InlineData("a/*.html", "", "a/one.html=a/one.html a/two.html=a/two.html")]
    [InlineData("**/*.html", "**/deep/*", "a/one.html=a/one.html a/two.html=a/two.html")]
    [InlineData("a", "a/*.html", "a/deep/secret.txt=a/deep/secret.txt a/deep/three.html=a/deep/three.html")]
    [InlineData("a > /", "**/secret*", "deep/three.html=a/deep/three.html one.html=a/one.html two.html=a/two.html")]
    [InlineData("b > /x/y", "", "x/y/.hidden=b/.hidden")]
    [InlineData("a/one.html > /index.html", "", "index.html=a/one.html")]
    [InlineData("*.none", "", "")]
    public void A_guest_gets_copies_of_the_files_it_asks_for_and_no_others(string file, string excluded, string expected)
    {
        using var assets = new AssetFolder(App());
        var parts = file.Split(" > ");
        var place = assets.Fill(Component(parts[0], parts.ElementAtOrDefault(1), excluded))!;
        var copies = Directory.EnumerateFiles(place, "*", SearchOption.AllDirectories).Select(path => $"{Path.GetRelativePath(place, path)}={File.ReadAllText(path)}").Order(StringComparer.Ordinal);
        Assert.Equal(expected, string.Join(' ', copies));
    }

    [Theory]
    [InlineData("missing.txt", "asks for the file missing.txt, which does not exist")]
    [InlineData("missing > /x", "asks for the files of missing, which does not exist")]
    [InlineData("passwd", "is a link to /etc/passwd, which is outside of the app's folder")]
    public void What_is_not_there_or_leads_out_is_named(string file, string reason)
    {
        File.CreateSymbolicLink(Path.Combine(_folder, "passwd"), "/etc/passwd");
        using var assets = new AssetFolder(App());
        var parts = file.Split(" > ");
        Assert.Contains(reason, Assert.Throws<ManifestException>(() => assets.Fill(Component(parts[0], parts.ElementAtOrDefault(1), ""))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_copies_go_with_the_app_and_an_app_without_files_makes_none()
    {
        string? place;
        using (var assets = new AssetFolder(App()))
        {
            Assert.Null(assets.Fill(new ComponentModel("c", "c.wasm", null, new Dictionary<string, string>(), null, [])));
            place = assets.Fill(Component("top.txt", null, ""));
            Assert.True(Directory.Exists(place));
        }

        Assert.False(Directory.Exists(place));
    }

    [Fact]
    public void A_link_to_a_folder_is_not_followed()
    {
        Directory.CreateSymbolicLink(Path.Combine(_folder, "b", "up"), _folder);
        using var assets = new AssetFolder(App());
        var place = assets.Fill(Component("b/**", null, ""))!;
        Assert.Equal([".hidden"], Directory.EnumerateFiles(place, "*", SearchOption.AllDirectories).Select(Path.GetFileName));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static ComponentModel Component(string source, string? destination, string excluded)
        => new("c", "c.wasm", null, new Dictionary<string, string>(), null, []) { Files = [new FileModel(source, destination)], ExcludeFiles = excluded.Length == 0 ? [] : [excluded] };

    private AppModel App() => new("app", null, _folder, null, [], []);
}
