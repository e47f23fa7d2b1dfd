using Wasmill.Apps.Building.Watching;

namespace Wasmill.Apps.Tests.Building.Watching;

public sealed class FileStampTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("wasmill-stamp-").FullName;

    [Fact]
    public void A_stamp_is_stale_once_a_file_is_written_or_gone()
    {
        var stamp = FileStamp.Take([Write("a", "1"), Write("b", "1")]);
        Assert.False(stamp.IsStale());
        Write("b", "longer");
        Assert.True(stamp.IsStale());
        var now = FileStamp.Take(stamp.Files);
        File.Delete(Path.Combine(_folder, "a"));
        Assert.True(now.IsStale());
    }

    [Fact]
    public void Files_that_are_left_out_make_no_difference_and_all_others_do()
    {
        var (a, b) = (Write("a", "1"), Write("b", "1"));
        var before = FileStamp.Take([a, b]);
        Write("a", "longer");
        var now = FileStamp.Take([a, b]);
        Assert.True(now.IsLike(before, [a]));
        Assert.False(now.IsLike(before, []));
        Assert.False(now.IsLike(before, [b]));
        Write("b", "longer");
        Assert.False(FileStamp.Take([a, b]).IsLike(before, [a]));
        Assert.False(FileStamp.Take([a]).IsLike(before, [a, b]));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }
}
