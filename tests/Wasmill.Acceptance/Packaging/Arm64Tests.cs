namespace Wasmill.Acceptance.Packaging;

/// <summary>The program for ARM64, which ./release linux-arm64 has made on x64, under the emulation of a user's process.</summary>
public sealed class Arm64Tests
{
    private const string Emulator = "qemu-aarch64-static";
    private const string Loader = "/lib/ld-linux-aarch64.so.1";
    private const string Event = """{"specversion":"1.0","id":"1","type":"t","source":"s","data":{"n":1}}""";

    [Fact]
    public async Task It_runs_and_calls_a_function()
    {
        var dist = Checkout.Path("dist");
        var program = Directory.Exists(dist)
            ? Directory.GetDirectories(dist, "wasmill-*-linux-arm64").Select(folder => Path.Combine(folder, "wasmill")).FirstOrDefault()
            : null;
        Assert.SkipUnless(File.Exists(program), "./release linux-arm64 has not been run");
        Script.Require(Emulator);
        Assert.SkipUnless(File.Exists(Loader), $"{Loader} is missing, which libc6:arm64 has");
        using var folder = new TemporaryFolder();
        Assert.Contains("linux/arm64", await RunAsync(folder, program, "version"), StringComparison.Ordinal);

        var app = TestApp.Of("adder", "event").WriteTo(folder.Path("app"));
        var answer = await RunAsync(folder, program, "invoke", app, "--event", folder.Write("event.json", Event));
        Assert.Contains("200", answer, StringComparison.Ordinal);
    }

    private static Task<string> RunAsync(TemporaryFolder folder, string program, params string[] arguments)
        => Script.RunAsync(
            "env", [$"WASMILL_HOME={folder.Path("home")}", $"WASMILL_CACHE={folder.Path("cache")}", Emulator, program, .. arguments]);
}
