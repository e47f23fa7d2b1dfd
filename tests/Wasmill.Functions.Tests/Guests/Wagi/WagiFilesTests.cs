using Wasmill.Events.Http;
using Wasmill.Functions.Tests.Capabilities;

namespace Wasmill.Functions.Tests.Guests.Wagi;

/// <summary>What a CGI program sees of mounted files, with libc's own functions.</summary>
public sealed class WagiFilesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public WagiFilesTests()
    {
        _folder.Write("data/a.txt", "hello world\n");
        _folder.Write("data/sub/b.txt", "below\n");
        _folder.Write("secret.txt", "secret\n");
        File.CreateSymbolicLink(_folder.Path("data/link-out"), _folder.Path("secret.txt"));
        File.CreateSymbolicLink(_folder.Path("data/link-in"), "sub/b.txt");
    }

    [Theory]
    [InlineData("/cat?/data/a.txt", "hello world\n")]
    [InlineData("/cat?data/sub/b.txt", "below\n")]
    [InlineData("/cat?/data/sub/../a.txt", "hello world\n")]
    [InlineData("/cat?/data/link-in", "below\n")]
    [InlineData("/ls?/", "data\n")]
    [InlineData("/ls?/data/sub", "b.txt\n")]
    [InlineData("/cat?/data/none", "errno 44\n")]
    public async Task A_program_reads_and_lists_what_is_mounted(string uri, string answer)
        => Assert.Equal(answer, await CallAsync(uri, Mount));

    [Theory]
    [InlineData("/cat?/data/../../secret.txt", "errno 76\n")]
    [InlineData("/cat?/../secret.txt", "errno 76\n")]
    [InlineData("/cat?/data/link-out", "errno 76\n")]
    [InlineData("/ls?/..", "errno 76\n")]
    [InlineData("/cat?/secret.txt", "errno 44\n")]
    [InlineData("/cat?/etc/passwd", "errno 44\n")]
    public async Task No_path_and_no_link_leads_out(string uri, string answer) => Assert.Equal(answer, await CallAsync(uri, Mount));

    [Fact]
    public async Task A_program_writes_nothing()
    {
        Assert.Equal("write 69 truncate 69 create 69 unlink 69 rename 69 mkdir 69\n", await CallAsync("/change?/data/a.txt", Mount));
        Assert.Equal("hello world\n", await File.ReadAllTextAsync(_folder.Path("data/a.txt"), TestContext.Current.CancellationToken));
        Assert.Equal(["data", "secret.txt"], Directory.EnumerateFileSystemEntries(_folder.FullName).Select(Path.GetFileName).Order());
    }

    [Fact]
    public async Task Without_a_mount_there_is_no_file() => Assert.Equal("errno 76\n", await CallAsync("/cat?/data/a.txt"));

    public void Dispose() => _folder.Dispose();

    private FileMount Mount => new(_folder.Path("data"), "/data");

    private static async Task<string> CallAsync(string uri, params FileMount[] files)
    {
        await using var function = await TestGuests.LoadAsync(
            "wagi", new FunctionConfig { Name = "wagi", Kind = FunctionKind.Wagi, Files = files });
        // The router tells a program its path in this header.
        return (await function.CallAsync(uri, "", new HeaderField("spin-path-info", uri[..uri.IndexOf('?')]))).Body();
    }
}
