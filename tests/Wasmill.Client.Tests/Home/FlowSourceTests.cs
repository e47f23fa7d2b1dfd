using Wasmill.Client.Home;
using Wasmill.Flows.Files;

namespace Wasmill.Client.Tests.Home;

public sealed class FlowSourceTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_folder_is_its_flow_files_sorted_by_name()
    {
        _folder.Write("b.yaml", "kind: B");
        _folder.Write("a.yml", "kind: A");
        _folder.Write(".hidden.yaml", "kind: H");
        _folder.Write("notes.txt", "kind: N");
        _folder.Write("below/c.yaml", "kind: C");
        Assert.Equal("kind: A\n---\nkind: B", new FlowSource([_folder.FullName]).Read().Text.ToString().TrimEnd());
    }

    [Fact]
    public void Files_and_folders_are_read_in_the_given_order()
    {
        var (one, two) = (_folder.Write("z.yaml", "kind: Z"), _folder.MakeFolder("more"));
        _folder.Write("more/a.yaml", "kind: A");
        var source = new FlowSource([one, two]);
        Assert.Equal("kind: Z\n---\nkind: A", source.Read().Text.ToString().TrimEnd());
        Assert.Equal($"{one}, {two}", source.ToString());
    }

    [Fact]
    public void What_is_missing_is_named()
    {
        Assert.Contains(
            "none.yaml does not exist",
            Assert.Throws<FlowException>(() => new FlowSource([_folder.Path("none.yaml")]).Read()).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "no *.yaml or *.yml",
            Assert.Throws<FlowException>(() => new FlowSource([_folder.MakeFolder("empty")]).Read()).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void The_stamp_changes_with_a_file_and_with_their_number()
    {
        var file = _folder.Write("a.yaml", "kind: A");
        var source = new FlowSource([_folder.FullName]);
        var first = source.Stamp();
        Assert.Equal(first, source.Stamp());
        File.SetLastWriteTimeUtc(file, DateTime.UnixEpoch);
        var second = source.Stamp();
        Assert.NotEqual(first, second);
        _folder.Write("b.yaml", "kind: B");
        Assert.NotEqual(second, source.Stamp());
        Assert.Contains("does not exist", new FlowSource([_folder.Path("none")]).Stamp(), StringComparison.Ordinal);
    }
}
