using Wasmill.Apps.Files;

namespace Wasmill.Apps.Tests.Files;

public sealed class AppFolderTests : IDisposable
{
    private readonly LinkedFolder _links = new();

    [Theory]
    [InlineData("a/one.txt", "one")]
    [InlineData("in/one.txt", "one")]
    [InlineData("file-in.txt", "one")]
    [InlineData("a/../d/two.txt", "two")]
    public void A_file_inside_is_read_also_through_links_that_stay_inside(string path, string text)
    {
        using var reader = new StreamReader(new AppFolder(_links.App).Open(path));
        Assert.Equal(text, reader.ReadToEnd());
    }

    [Theory]
    [InlineData(
        "secret-link.txt", "secret-link.txt is a link to {out}/secret.txt, which is outside the app's folder; copy it into the folder")]
    [InlineData(
        "dirlink/secret.txt",
        "dirlink/secret.txt leads through the link dirlink to {out}/secret.txt, "
            + "which is outside the app's folder; copy it into the folder")]
    [InlineData(
        "d/inner/secret.txt",
        "d/inner/secret.txt leads through the link d/inner to {out}/secret.txt, "
            + "which is outside the app's folder; copy it into the folder")]
    [InlineData(
        "dirlink/missing.txt",
        "dirlink/missing.txt leads through the link dirlink to {out}/missing.txt, "
            + "which is outside the app's folder; copy it into the folder")]
    [InlineData("a/missing.txt", "a/missing.txt does not exist")]
    [InlineData("a", "a is a folder, not a file")]
    [InlineData("pipe", "pipe is a named pipe, not a regular file")]
    [InlineData("to-pipe", "to-pipe is a named pipe, not a regular file")]
    [InlineData("socket", "socket is a socket, not a regular file")]
    [InlineData("circle", "circle leads through links that go in a circle")]
    [InlineData("dangling", "dangling is a link to {app}/nothing, which does not exist")]
    [InlineData("/dev/zero", "/dev/zero is a device, not a regular file")]
    public void What_leads_out_or_is_no_regular_file_is_refused_by_name(string path, string reason)
    {
        _links.Pipe("pipe");
        _links.Socket("socket");
        File.CreateSymbolicLink(Path.Combine(_links.App, "to-pipe"), "pipe");
        File.CreateSymbolicLink(Path.Combine(_links.App, "circle"), "circle");
        File.CreateSymbolicLink(Path.Combine(_links.App, "dangling"), "nothing");
        var folder = new AppFolder(_links.App);
        reason = reason.Replace("{out}", _links.Outside, StringComparison.Ordinal).Replace("{app}", _links.App, StringComparison.Ordinal);
        Assert.Equal(reason, folder.ExplainFile(path));
        Assert.Throws<AppFileException>(() => folder.Open(path));
    }

    [Fact]
    public void A_folder_that_is_reached_through_a_link_bounds_what_really_lies_in_it()
    {
        var link = Path.Combine(_links.Outside, "to-app");
        Directory.CreateSymbolicLink(link, _links.App);
        var folder = new AppFolder(link);
        Assert.Equal("one"u8.ToArray(), folder.ReadAllBytes("a/one.txt"));
        Assert.NotNull(folder.ExplainFile("dirlink/secret.txt"));
    }

    [Fact]
    public void What_is_written_with_dots_is_taken_as_it_stands()
        => Assert.Equal("secret"u8.ToArray(), new AppFolder(_links.App).ReadAllBytes("../outside/secret.txt"));

    [Fact]
    public void A_folder_that_becomes_a_link_between_two_reads_lets_nothing_out()
    {
        var swapped = Path.Combine(_links.App, "swapped");
        var (real, link) = (Path.Combine(_links.App, "real"), Path.Combine(_links.App, "link"));
        _links.Write("real/secret.txt", "public");
        Directory.CreateSymbolicLink(link, _links.Outside);
        Directory.Move(real, swapped);
        using var stop = new CancellationTokenSource();
        var swapping = new Thread(() =>
        {
            while (!stop.IsCancellationRequested)
            {
                Directory.Move(swapped, real);
                Directory.Move(link, swapped);
                Directory.Move(swapped, link);
                Directory.Move(real, swapped);
            }
        });
        swapping.Start();
        try
        {
            var (folder, read) = (new AppFolder(_links.App), 0);
            // On a busy machine the other thread may be ahead for long.
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
            for (var i = 0; i < 2_000 || (read == 0 && !limit.IsCancellationRequested); i++)
            {
                try
                {
                    Assert.Equal("public"u8.ToArray(), folder.ReadAllBytes("swapped/secret.txt"));
                    read++;
                }
                catch (AppFileException)
                {
                    // It led out, was not there, or was replaced while it was opened.
                }
            }

            Assert.NotEqual(0, read);
        }
        finally
        {
            stop.Cancel();
            swapping.Join();
        }
    }

    public void Dispose() => _links.Dispose();
}
