using System.Runtime.Versioning;
using Wasmill.Functions.Caching;
using Wasmill.Functions.Hosting;

namespace Wasmill.Functions.Tests.Caching;

[UnsupportedOSPlatform("windows")]
public sealed class PackagedCodeTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("wasmill-package-").FullName;
    private readonly List<string> _log = [];

    private string Code => Path.Combine(_folder, "code");

    private string Digests => Path.Combine(_folder, "digests");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task The_code_of_a_package_is_used_and_nothing_is_compiled()
    {
        var file = await PackAsync();

        Assert.Empty(await CompiledByAsync("first"));

        Assert.Empty(_log);
        Assert.DoesNotContain("WMART", File.ReadAllText(file), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Changed_code_is_refused_and_compiled_instead()
    {
        var file = await PackAsync();
        var bytes = File.ReadAllBytes(file);
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(file, bytes);

        Assert.Equal([Path.GetFileName(file)], await CompiledByAsync("first"));

        Assert.Equal([$"compiled code of the package is not used: {file} is not the file of this version"], _log);
    }

    [Fact]
    public async Task Code_that_others_could_change_is_refused_and_compiled_instead()
    {
        var file = await PackAsync();
        File.SetUnixFileMode(file, File.GetUnixFileMode(file) | UnixFileMode.OtherWrite);

        Assert.Equal([Path.GetFileName(file)], await CompiledByAsync("first"));

        Assert.Equal([$"compiled code of the package is not used: other users may write to {file}"], _log);
    }

    [Fact]
    public async Task A_package_without_one_of_its_files_is_no_obstacle()
    {
        var file = await PackAsync();
        File.Delete(file);

        Assert.Equal([Path.GetFileName(file)], await CompiledByAsync("first"));

        Assert.StartsWith("compiled code of the package is not used: ", Assert.Single(_log), StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_key_has_no_code() => Assert.Null(new PackagedCode(Code, "aa 00\n", new LineLogger(_log.Add)).TryFind("bb"));

    // Compiles a guest for any machine, and packs its code.
    private async Task<string> PackAsync()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "code for any machine is compiled on Linux");
        var cache = Path.Combine(_folder, "any");
        await using (var host = new FunctionHost(new FunctionHostOptions { CacheFolder = cache, CodeTarget = CodeTarget.AnyMachine }))
            await CallAsync(host);
        var key = Path.GetFileNameWithoutExtension(Assert.Single(Directory.GetFiles(cache, "*.cwasm")));
        PackagedCode.Write(cache, key, Code, Digests);
        return Assert.Single(Directory.GetFiles(Code));
    }

    // The files that a new cache has after a call.
    private async Task<IEnumerable<string?>> CompiledByAsync(string name)
    {
        var (cache, log) = (Path.Combine(_folder, name), new LineLogger(_log.Add));
        var options = new FunctionHostOptions
        {
            CacheFolder = cache,
            Log = log,
            Packaged = new PackagedCode(Code, File.ReadAllText(Digests), log),
        };
        await using (var host = new FunctionHost(options))
            await CallAsync(host);
        return Directory.GetFiles(cache, "*.cwasm").Select(Path.GetFileName);
    }

    private static async Task CallAsync(FunctionHost host)
    {
        await using var function = await host.LoadAsync(
            TestGuests.Read("event"), new FunctionConfig { Name = "event" }, TestContext.Current.CancellationToken);
        Assert.Contains("\"seen\":true", (await function.CallAsync("/", "{\"a\":1}")).Body(), StringComparison.Ordinal);
    }
}
