namespace Wasmill.Functions.Tests.Capabilities.Files;

public sealed class FilesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly TemporaryFolder _outside = new();

    public FilesTests()
    {
        _folder.Write("a.txt", "hello world");
        _folder.Write("sub/b.txt", "below");
        _outside.Write("secret.txt", "secret");
    }

    public void Dispose()
    {
        _folder.Dispose();
        _outside.Dispose();
    }

    private FunctionConfig Config => Scripts.Config with { Files = [new FileMount(_folder.FullName, "/")] };

    [Fact]
    public async Task A_guest_reads_and_lists_what_is_mounted()
    {
        Assert.Equal(
            """
            hello world
            below
            a.txt sub/ 
            b.txt 
            file 11 dated
            folder 0 dated
            errno 44
            errno 54
            errno 44

            """,
            await Scripts.RunAsync(
                Config, "cat /a.txt", "cat /sub/./../sub//b.txt", "ls /", "ls /sub", "stat /a.txt", "stat /sub", "cat /none",
                "cat /a.txt/x", "ls /none"));
    }

    [Fact]
    public async Task A_guest_moves_in_a_file_and_reads_at_any_place()
        => Assert.Equal("end 11 back 8 read 3 rld first 3 hel now 11 before the start -1\n", await Scripts.RunAsync(Config, "seek /a.txt"));

    [Fact]
    public async Task Without_a_mount_there_is_no_file_at_all()
        => Assert.Equal("errno 76\nerrno 76\nwasi 8\n", await Scripts.RunAsync(Scripts.Config, "cat /a.txt", "ls /", "path-open a.txt"));

    [Fact]
    public async Task Nothing_can_be_written()
    {
        Assert.Equal(
            "open 69 truncate 69 create 69 mkdir 69 unlink 69 rmdir 69 rename 69 link 69 symlink 69 readlink 28 write 8 size 76\n",
            await Scripts.RunAsync(Config, "write /a.txt /sub"));
        Assert.Equal("hello world", await File.ReadAllTextAsync(_folder.Path("a.txt"), TestContext.Current.CancellationToken));
        Assert.False(Path.Exists(_folder.Path("new")));
    }

    [Theory]
    [InlineData("../secret.txt", 76)]
    [InlineData("..", 76)]
    [InlineData("sub/../../secret.txt", 76)]
    [InlineData("sub/../..", 76)]
    [InlineData("/a.txt", 76)]
    [InlineData("/etc/passwd", 76)]
    [InlineData("link-out/secret.txt", 76)]
    [InlineData("link-out", 76)]
    [InlineData("link-file-out", 76)]
    [InlineData("link-up", 76)]
    [InlineData("link-twice", 76)]
    [InlineData("link-in", 0)]
    [InlineData("link-in-absolute", 0)]
    [InlineData("sub/link-up-in", 0)]
    [InlineData("link-circle", 44)]
    [InlineData("link-nowhere", 44)]
    [InlineData("none/../a.txt", 44)]
    [InlineData("a.txt/..", 54)]
    [InlineData("sub/../a.txt", 0)]
    [InlineData(".", 0)]
    public async Task No_path_and_no_link_leads_out_of_the_mount(string path, int error)
    {
        Link("link-out", _outside.FullName);
        Link("link-file-out", _outside.Path("secret.txt"));
        Link("link-up", "..");
        Link("link-twice", "link-out/secret.txt");
        Link("link-in", "sub/b.txt");
        Link("link-in-absolute", _folder.Path("sub/b.txt"));
        Link("sub/link-up-in", "../a.txt");
        Link("link-circle", "link-circle");
        Link("link-nowhere", "none");
        Assert.Equal($"wasi {error}\n", await Scripts.RunAsync(Config, $"path-open {path}"));
    }

    [Fact]
    public async Task A_folder_beside_the_mount_whose_name_begins_like_its_own_is_outside()
    {
        using var both = new TemporaryFolder();
        both.Write("app/a.txt", "inside");
        both.Write("app-secrets/b.txt", "outside");
        File.CreateSymbolicLink(both.Path("app/link"), both.Path("app-secrets/b.txt"));
        Assert.Equal(
            "inside\nerrno 76\n",
            await Scripts.RunAsync(Scripts.Config with { Files = [new FileMount(both.Path("app"), "/")] }, "cat /a.txt", "cat /link"));
    }

    [Fact]
    public async Task Links_that_lead_out_are_listed_without_what_they_are()
    {
        Link("link-in", "sub");
        Link("link-out", _outside.FullName);
        Assert.Equal("a.txt link-in/ link-out? sub/ \n", await Scripts.RunAsync(Config, "ls /"));
    }

    [Fact]
    public async Task Mounts_at_several_places_make_one_tree()
    {
        var config = Scripts.Config with
        {
            Files =
            [
                new FileMount(_folder.Path("sub"), "/data/deep"),
                new FileMount(_outside.Path("secret.txt"), "/data/deep/extra.txt"),
                new FileMount(_folder.Path("a.txt"), "/a.txt"),
            ],
        };
        Assert.Equal(
            "a.txt data/ \ndeep/ \nb.txt extra.txt \nsecret\nbelow\nhello world\nfolder 0 undated\n",
            await Scripts.RunAsync(
                config, "ls /", "ls /data", "ls /data/deep", "cat /data/deep/extra.txt", "cat /data/deep/b.txt", "cat /a.txt",
                "stat /data"));
    }

    [Fact]
    public async Task A_mount_over_a_folder_hides_nothing_else_of_it()
    {
        var config = Scripts.Config with
        {
            Files = [new FileMount(_folder.FullName, "/"), new FileMount(_outside.Path("secret.txt"), "/sub/more.txt")],
        };
        Assert.Equal("b.txt more.txt \nbelow\nsecret\n", await Scripts.RunAsync(config, "ls /sub", "cat /sub/b.txt", "cat /sub/more.txt"));
    }

    [Fact]
    public async Task Descriptors_are_bounded_and_a_later_call_begins_with_none_open()
    {
        await using var function = await TestGuests.LoadAsync("capabilities", Config);
        for (var i = 0; i < 3; i++)
            Assert.Equal("255 open, then errno 33\n", (await function.CallAsync("/", "open-files /a.txt")).Body());
        if (OperatingSystem.IsLinux())
            Assert.DoesNotContain(
                Directory.EnumerateFileSystemEntries("/proc/self/fd"), entry => new FileInfo(entry).LinkTarget == _folder.Path("a.txt"));
    }

    [Fact]
    public async Task A_named_pipe_is_not_waited_for()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/mkfifo"), "there is no mkfifo");
        using (var mkfifo = System.Diagnostics.Process.Start("/usr/bin/mkfifo", [_folder.Path("pipe")]))
            await mkfifo.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal("errno 76\nhello world\n", await Scripts.RunAsync(Config, "cat /pipe", "cat /a.txt"));
    }

    [Fact]
    public async Task A_device_is_not_opened()
        => Assert.Equal(
            "errno 76\nerrno 76\n",
            await Scripts.RunAsync(Config with { Files = [new FileMount("/dev", "/dev")] }, "cat /dev/zero", "cat /dev/null"));

    [Fact]
    public async Task A_long_folder_is_listed_whole()
    {
        for (var i = 0; i < 300; i++)
            _folder.Write($"many/file-with-a-long-name-{i:000}", "");
        var names = (await Scripts.RunAsync(Config, "ls /many")).Split(
            ' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        Assert.Equal([.. Enumerable.Range(0, 300).Select(i => $"file-with-a-long-name-{i:000}")], names);
    }

    [Theory]
    [InlineData("none", "/", "NONE, to be mounted at /, does not exist")]
    [InlineData("a.txt", "a.txt", "files cannot be mounted at \"a.txt\": use an absolute path without . and ..")]
    [InlineData("a.txt", "/../a.txt", "files cannot be mounted at \"/../a.txt\": use an absolute path without . and ..")]
    [InlineData("a.txt", "/", "NONE is a file; it cannot be mounted at /")]
    [InlineData("link-file-out", "/b.txt", "NONE is a link that leads out of its folder; mount the file itself")]
    public async Task A_mount_that_cannot_be_is_an_error_when_the_function_is_loaded(string name, string place, string reason)
    {
        Link("link-file-out", _outside.Path("secret.txt"));
        var config = Scripts.Config with { Files = [new FileMount(_folder.Path(name), place)] };
        var error = await Assert.ThrowsAsync<FunctionLoadException>(async () => await TestGuests.LoadAsync("capabilities", config));
        Assert.Equal("script: " + reason.Replace("NONE", _folder.Path(name), StringComparison.Ordinal), error.Message);
    }

    private void Link(string name, string target) => File.CreateSymbolicLink(_folder.Path(name), target);
}
