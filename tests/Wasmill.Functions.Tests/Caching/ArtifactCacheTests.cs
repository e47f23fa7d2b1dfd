using Wasmill.Functions.Caching;
using Wasmill.Functions.Hosting;
using Wasmill.Storage;

namespace Wasmill.Functions.Tests.Caching;

public sealed class ArtifactCacheTests : IDisposable
{
    private readonly string _folder = Path.Combine(Directory.CreateTempSubdirectory("wasmill-cache-").FullName, "new", "cache");

    [Fact]
    public void What_was_written_is_read_also_by_another_process_on_the_same_folder()
    {
        new ArtifactCache(_folder, TimeProvider.System).Write("aa", "code"u8);
        Assert.StartsWith(
            "code", File.ReadAllText(new ArtifactCache(_folder, TimeProvider.System).TryFind("aa")!), StringComparison.Ordinal);
        Assert.Null(new ArtifactCache(_folder, TimeProvider.System).TryFind("bb"));
    }

    [Fact]
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public void The_folder_and_its_files_belong_to_the_user_alone()
    {
        new ArtifactCache(_folder, TimeProvider.System).Write("aa", "code"u8);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(_folder));
        Assert.All(
            Directory.GetFiles(_folder), file => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file)));
    }

    [Theory]
    [InlineData("", UnixFileMode.OtherWrite)]
    [InlineData("", UnixFileMode.GroupWrite)]
    [InlineData("key", UnixFileMode.OtherRead)]
    [InlineData("key", UnixFileMode.GroupRead)]
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public void A_folder_that_others_may_write_to_and_a_key_that_they_may_read_are_refused(string file, UnixFileMode right)
    {
        new ArtifactCache(_folder, TimeProvider.System).Write("aa", "code"u8);
        var path = Path.Combine(_folder, file);
        File.SetUnixFileMode(path, File.GetUnixFileMode(path) | right);
        var error = Assert.Throws<IOException>(() => new ArtifactCache(_folder, TimeProvider.System));
        Assert.Contains(
            $"{path} is accessible to other users, who could run code of their own through it: remove it",
            error.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_tampered_artifact_is_never_given()
    {
        var cache = new ArtifactCache(_folder, TimeProvider.System);
        cache.Write("aa", "some native code"u8);
        var path = Path.Combine(_folder, "aa.cwasm");
        var bytes = File.ReadAllBytes(path);
        for (var i = 0; i < bytes.Length; i++)
        {
            var changed = (byte[])bytes.Clone();
            changed[i] ^= 0x40;
            File.WriteAllBytes(path, changed);
            Assert.Null(cache.TryFind("aa"));
        }

        for (var length = 0; length < bytes.Length; length++)
        {
            File.WriteAllBytes(path, bytes[..length]);
            Assert.Null(cache.TryFind("aa"));
        }
    }

    [Fact]
    public void An_artifact_cannot_be_passed_off_as_that_of_another_module()
    {
        var cache = new ArtifactCache(_folder, TimeProvider.System);
        cache.Write("aa", "code"u8);
        File.Copy(Path.Combine(_folder, "aa.cwasm"), Path.Combine(_folder, "bb.cwasm"));
        Assert.Null(cache.TryFind("bb"));
    }

    [Fact]
    public void An_artifact_of_another_cache_is_not_believed()
    {
        var other = Path.Combine(_folder, "other");
        new ArtifactCache(other, TimeProvider.System).Write("aa", "code"u8);
        var cache = new ArtifactCache(_folder, TimeProvider.System);
        File.Copy(Path.Combine(other, "aa.cwasm"), Path.Combine(_folder, "aa.cwasm"));
        Assert.Null(cache.TryFind("aa"));
    }

    [Fact]
    public void Many_writers_at_once_leave_one_whole_artifact()
    {
        Parallel.For(0, 16, i => new ArtifactCache(_folder, TimeProvider.System).Write("aa", new byte[100_000 + i]));
        Assert.InRange(new FileInfo(new ArtifactCache(_folder, TimeProvider.System).TryFind("aa")!).Length, 100_040, 100_055);
        Assert.Equal(2, Directory.GetFiles(_folder).Length);
    }

    [Fact]
    public void Beyond_its_capacity_it_keeps_what_was_used_last()
    {
        var cache = new ArtifactCache(_folder, TimeProvider.System, capacity: 2_500);
        foreach (var (key, age) in ((string, int)[])[("aa", 3), ("bb", 2)])
        {
            cache.Write(key, new byte[1_000]);
            File.SetLastWriteTimeUtc(Path.Combine(_folder, key + ".cwasm"), DateTime.UtcNow.AddHours(-age));
        }

        Assert.NotNull(cache.TryFind("aa"));
        cache.Write("cc", new byte[1_000]);
        Assert.Equal(
            (true, false, true), (cache.TryFind("aa") is not null, cache.TryFind("bb") is not null, cache.TryFind("cc") is not null));
    }

    [Fact]
    public async Task A_tampered_artifact_is_compiled_anew_and_the_function_works()
    {
        for (var round = 0; round < 2; round++)
        {
            await using var host = new FunctionHost(new FunctionHostOptions { CacheFolder = _folder });
            await using var echo = await host.LoadAsync(
                TestGuests.Read("echo"), new FunctionConfig { Name = "echo" }, TestContext.Current.CancellationToken);
            Assert.StartsWith("method 1", (await echo.CallAsync("/")).Body(), StringComparison.Ordinal);
            var path = Assert.Single(Directory.GetFiles(_folder, "*.cwasm"));
            var bytes = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
            bytes[^1000] ^= 1;
            // Not written in place: the module has the file mapped, and reading a page of a truncated file ends the process (SIGBUS).
            AtomicFile.Write(path, bytes);
        }
    }

    public void Dispose() => Directory.Delete(Path.GetFullPath(Path.Combine(_folder, "..", "..")), recursive: true);
}
