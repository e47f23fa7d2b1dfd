using Wasmill.Storage.HostFiles;

namespace Wasmill.Storage.Tests.HostFiles;

public sealed class HostPathsTests : IDisposable
{
    private readonly string _folder = HostPaths.Resolve(Directory.CreateTempSubdirectory("wasmill-paths-").FullName)!;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("a", true)]
    [InlineData("...", true)]
    [InlineData("a b", true)]
    [InlineData("", false)]
    [InlineData(".", false)]
    [InlineData("..", false)]
    [InlineData("a/b", false)]
    [InlineData("a\0b", false)]
    public void A_name_is_one_part_of_a_path(string name, bool isName) => Assert.Equal(isName, HostPaths.IsName(name));

    [Fact]
    public void Links_are_followed_wherever_they_are()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "real", "deep"));
        Directory.CreateSymbolicLink(Path.Combine(_folder, "alias"), "real");
        Directory.CreateSymbolicLink(Path.Combine(_folder, "real", "up"), "..");
        File.CreateSymbolicLink(Path.Combine(_folder, "real", "deep", "out"), "../../alias/none");
        Assert.Equal(Path.Combine(_folder, "real", "deep"), HostPaths.Resolve(Path.Combine(_folder, "alias", "deep")));
        Assert.Equal(Path.Combine(_folder, "real", "x"), HostPaths.Resolve(Path.Combine(_folder, "alias", "up", "alias", "x")));
        Assert.Equal(Path.Combine(_folder, "real", "none"), HostPaths.Resolve(Path.Combine(_folder, "real", "deep", "out")));
    }

    [Fact]
    public void Links_in_a_circle_lead_nowhere()
    {
        Directory.CreateSymbolicLink(Path.Combine(_folder, "a"), "b");
        Directory.CreateSymbolicLink(Path.Combine(_folder, "b"), "a");
        Assert.Null(HostPaths.Resolve(Path.Combine(_folder, "a", "x")));
    }

    [Theory]
    [InlineData("/a", "/a", true)]
    [InlineData("/a/b", "/a", true)]
    [InlineData("/ab", "/a", false)]
    [InlineData("/", "/a", false)]
    [InlineData("/a", "/", true)]
    public void A_folder_holds_itself_and_what_is_below(string path, string folder, bool isInside)
        => Assert.Equal(isInside, HostPaths.IsInside(path, folder));
}
