using Wasmill.Functions;

namespace Wasmill.Apps.Tests.Building.Python;

/// <summary>What a Python function sees of mounted files, with Python's own <c>open</c> and <c>os</c>.</summary>
public sealed class PythonFilesTests : IAsyncDisposable
{
    // Answers each line of the request, which is an expression, with a line.
    private readonly PythonApp _app = PythonApp.With("""
        import os, pathlib
        from spin_http import Response
        def value(expression):
            try:
                return repr(eval(expression))
            except OSError as error:
                return f"{type(error).__name__}: {error.strerror}"
        def handle_request(request):
            return Response(200, {}, "\n".join(map(value, request.body.decode().splitlines())))
        """);

    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("wasmill-files-");

    public PythonFilesTests()
    {
        File.WriteAllText(Path.Combine(_data.FullName, "a.txt"), "grüezi\nwohl\n");
        File.WriteAllText(Path.Combine(_data.CreateSubdirectory("sub").FullName, "b.txt"), "below");
        File.CreateSymbolicLink(Path.Combine(_data.FullName, "sub", "link"), "/etc/hostname");
    }

    private FunctionConfig Config => new() { Name = "app", Files = [new FileMount(_data.FullName, "/data")] };

    [Fact]
    public async Task Mounted_files_are_read_and_listed_in_every_call()
    {
        await _app.LoadAsync(Config);
        for (var i = 0; i < 2; i++)
        {
            await AssertAsync(
                ("open('/data/a.txt').read()", "'grüezi\\nwohl\\n'"),
                ("[line for line in open('/data/a.txt', encoding='utf-8')][1]", "'wohl\\n'"),
                ("open('/data/sub/../a.txt', 'rb').read(3)", "b'gr\\xc3'"),
                ("open('data/sub/b.txt').read()", "'below'"),
                ("sorted(os.listdir('/data'))", "['a.txt', 'sub']"),
                ("os.listdir('/')", "['data']"),
                ("[entry.name for entry in os.scandir('/data') if entry.is_dir()]", "['sub']"),
                (
                    "[os.path.isfile('/data/a.txt'), os.path.isdir('/data/sub'), os.path.exists('/data/none'), "
                        + "os.path.getsize('/data/a.txt')]",
                    "[True, True, False, 13]"),
                ("sorted(map(str, pathlib.Path('/data').glob('**/*.txt')))", "['/data/a.txt', '/data/sub/b.txt']"),
                ("open('/data/none')", "FileNotFoundError: No such file or directory"));
        }
    }

    [Fact]
    public async Task Nothing_is_written()
    {
        await _app.LoadAsync(Config);
        string[] attempts =
        [
            "open('/data/a.txt', 'w')", "open('/data/a.txt', 'a')", "open('/data/a.txt', 'r+')", "open('/data/new.txt', 'x')",
            "open('/new.txt', 'w')", "os.remove('/data/a.txt')", "os.rename('/data/a.txt', '/data/c.txt')", "os.mkdir('/data/new')",
            "os.rmdir('/data/sub')", "os.symlink('a.txt', '/data/c.txt')",
        ];
        await AssertAsync([.. attempts.Select(attempt => (attempt, "OSError: Read-only file system"))]);
        Assert.Equal(
            "grüezi\nwohl\n", await File.ReadAllTextAsync(Path.Combine(_data.FullName, "a.txt"), TestContext.Current.CancellationToken));
        Assert.Equal(["a.txt", "sub"], _data.EnumerateFileSystemInfos().Select(entry => entry.Name).Order());
    }

    [Fact]
    public async Task No_path_and_no_link_leads_out()
    {
        await _app.LoadAsync(Config);
        await AssertAsync(
            ("open('/data/../../etc/hostname')", "PermissionError: Capabilities insufficient"),
            ("open('/../etc/hostname')", "PermissionError: Capabilities insufficient"),
            ("open('/data/sub/link')", "PermissionError: Capabilities insufficient"),
            ("os.listdir('/data/../..')", "PermissionError: Capabilities insufficient"),
            ("open('/etc/hostname')", "FileNotFoundError: No such file or directory"));
    }

    [Fact]
    public async Task Without_a_mount_there_is_no_file()
        => await AssertAsync(("open('/data/a.txt')", "FileNotFoundError: No such file or directory"));

    // libc asks for the folders at the first path that it is given: here while the app is built, when there are none.
    [Fact]
    public async Task An_app_that_looks_for_a_file_while_it_is_imported_finds_it_when_it_is_called()
    {
        await using var app = PythonApp.With("""
            import os
            from spin_http import Response
            FOUND = os.path.exists('/data/a.txt')
            def handle_request(request):
                return Response(200, {}, f"{FOUND} {os.path.exists('/data/a.txt')} {open('/data/sub/b.txt').read()}")
            """);
        await app.LoadAsync(Config);
        Assert.Equal("False True below", (await app.CallAsync()).Body());
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _data.Delete(recursive: true);
    }

    private async Task AssertAsync(params (string Expression, string Value)[] lines)
    {
        var result = await _app.CallAsync(string.Join('\n', lines.Select(line => line.Expression)));
        Assert.Equal(string.Join('\n', lines.Select(line => line.Value)), result.Body());
    }
}
