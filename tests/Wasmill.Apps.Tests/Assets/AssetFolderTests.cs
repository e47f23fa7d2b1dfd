using Wasmill.Apps.Assets;
using Wasmill.Apps.Manifests.Errors;
using Wasmill.Apps.Manifests.Model;
using Wasmill.Apps.Tests.Files;

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
        var copies = Directory.EnumerateFiles(place, "*", SearchOption.AllDirectories)
            .Select(path => $"{Path.GetRelativePath(place, path)}={File.ReadAllText(path)}")
            .Order(StringComparer.Ordinal);
        Assert.Equal(expected, string.Join(' ', copies));
    }

    [Theory]
    [InlineData("missing.txt", "requests the file missing.txt, which does not exist")]
    [InlineData("missing > /x", "requests the files of missing, which does not exist")]
    [InlineData("passwd", "is a link to /etc/passwd, which is outside the app's folder")]
    public void What_is_not_there_or_leads_out_is_named(string file, string reason)
    {
        File.CreateSymbolicLink(Path.Combine(_folder, "passwd"), "/etc/passwd");
        using var assets = new AssetFolder(App());
        var parts = file.Split(" > ");
        Assert.Contains(
            reason,
            Assert.Throws<ManifestException>(() => assets.Fill(Component(parts[0], parts.ElementAtOrDefault(1), ""))).Message,
            StringComparison.Ordinal);
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

    [Theory]
    [InlineData("dirlink > /x", "dirlink is a link to {out}")]
    [InlineData("dirlink", "dirlink is a link to {out}")]
    [InlineData("dirlink/secret.txt", "dirlink/secret.txt leads through the link dirlink to {out}/secret.txt")]
    [InlineData("dirlink/*", "dirlink is a link to {out}")]
    [InlineData("dirlink/**/*.txt", "dirlink is a link to {out}")]
    [InlineData("d/inner/secret.txt", "d/inner/secret.txt leads through the link d/inner to {out}/secret.txt")]
    [InlineData("d/inner/*.txt > /x", "d/inner/*.txt leads through the link d/inner to {out}/*.txt")]
    [InlineData("*.txt", "secret-link.txt is a link to {out}/secret.txt")]
    [InlineData("pipes", "pipes/pipe is a named pipe, not a regular file")]
    [InlineData("pipes/pipe", "pipes/pipe is a named pipe, not a regular file")]
    [InlineData("pipes/*", "pipes/socket is a socket, not a regular file")]
    public void No_segment_of_a_path_leads_out_and_only_regular_files_are_copied(string file, string reason)
    {
        using var links = new LinkedFolder();
        Directory.CreateDirectory(Path.Combine(links.App, "pipes"));
        links.Pipe("pipes/pipe");
        links.Socket("pipes/socket");
        using var assets = new AssetFolder(new AppModel("app", null, links.App, null, [], []));
        var parts = file.Split(" > ");
        var component = Component(parts[0], parts.ElementAtOrDefault(1), "");
        Assert.Contains(
            reason.Replace("{out}", links.Outside, StringComparison.Ordinal),
            Assert.Throws<ManifestException>(() => assets.Fill(component)).Message,
            StringComparison.Ordinal);
        Assert.DoesNotContain(assets.Paths(component), path => path.Contains("secret", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("in", "", "in/one.txt=one")]
    [InlineData("in > /x", "", "x/one.txt=one")]
    [InlineData("in/*", "", "in/one.txt=one")]
    [InlineData("file-in.txt", "", "file-in.txt=one")]
    [InlineData("*.txt", "secret*", "file-in.txt=one")]
    [InlineData("**/*.txt", "secret*", "a/one.txt=one d/two.txt=two file-in.txt=one")]
    public void A_link_that_stays_inside_is_followed_when_it_is_named_and_one_to_a_folder_that_is_met_is_not(
        string file, string excluded, string expected)
    {
        using var links = new LinkedFolder();
        using var assets = new AssetFolder(new AppModel("app", null, links.App, null, [], []));
        var parts = file.Split(" > ");
        var place = assets.Fill(Component(parts[0], parts.ElementAtOrDefault(1), excluded))!;
        var copies = Directory.EnumerateFiles(place, "*", SearchOption.AllDirectories)
            .Select(path => $"{Path.GetRelativePath(place, path)}={File.ReadAllText(path)}")
            .Order(StringComparer.Ordinal);
        Assert.Equal(expected, string.Join(' ', copies));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static ComponentModel Component(string source, string? destination, string excluded)
        => new("c", "c.wasm", null, new Dictionary<string, string>(), null, [])
        {
            Files = [new FileModel(source, destination)],
            ExcludeFiles = excluded.Length == 0 ? [] : [excluded],
        };

    private AppModel App() => new("app", null, _folder, null, [], []);
}
