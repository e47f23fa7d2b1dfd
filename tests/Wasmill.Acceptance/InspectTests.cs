using System.Text.Json;

namespace Wasmill.Acceptance;

public sealed class InspectTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_module_that_wasmill_built_says_what_went_into_it()
    {
        await using var tool = Tool.Create();
        await tool.SucceedAsync("new", "http-py", "hello", "--accept-defaults");
        var app = Path.Combine(tool.Work, "hello");
        Directory.CreateDirectory(Path.Combine(app, "vendor", "dep"));
        await File.WriteAllTextAsync(Path.Combine(app, "vendor", "dep", "__init__.py"), "", Cancel);
        (await tool.RunInAsync(app, "build")).Succeeded();

        var shown = (await tool.RunInAsync(app, "inspect", "app.wasm")).Succeeded().Out;
        Assert.Contains("  ABI:      Spin HTTP core module (handle-http-request)\n", shown, StringComparison.Ordinal);
        Assert.Contains("  Sources:  app.py, vendor/dep/__init__.py\n", shown, StringComparison.Ordinal);
        Assert.Matches(@"  Built by: wasmill \d+\.\d+\.\d+, Python 3\.13\n", shown);
        Assert.Matches(@"  Memory:   \d+(\.\d+)? MiB at first, no bound of its own\n", shown);
        Assert.Contains("    wasi_snapshot_preview1.fd_write\n", shown, StringComparison.Ordinal);
        Assert.Contains("    canonical_abi_realloc\n", shown, StringComparison.Ordinal);

        // The folder stands for its modules.
        var json = JsonDocument.Parse((await tool.RunInAsync(app, "inspect", "-o", "json")).Succeeded().Out).RootElement[0];
        Assert.Equal(
            ("spinHttp", new FileInfo(Path.Combine(app, "app.wasm")).Length),
            (json.GetProperty("kind").GetString(), json.GetProperty("bytes").GetInt64()));
        Assert.False(json.TryGetProperty("advice", out _));
        Assert.Equal("Python", json.GetProperty("build").GetProperty("language").GetString());
    }

    [Fact]
    public async Task A_component_is_described_and_up_refuses_it_in_one_line()
    {
        await using var tool = Tool.Create();
        // The preamble of a component and its section of exports: an instance under the name of the handler.
        byte[] name = [.. "wasi:http/incoming-handler@0.2.0"u8];
        byte[] exports = [1, 0, (byte)name.Length, .. name, 5, 0, 0];
        await File.WriteAllBytesAsync(
            Path.Combine(tool.Work, "c.wasm"),
            [0, (byte)'a', (byte)'s', (byte)'m', 13, 0, 1, 0, 11, (byte)exports.Length, .. exports],
            Cancel);
        var shown = (await tool.SucceedAsync("inspect", "c.wasm")).Out;
        Assert.Contains("  ABI:      component of wasi:http/incoming-handler@0.2.0\n", shown, StringComparison.Ordinal);
        Assert.Contains("not run by this version: this version of wasmill runs core modules", shown, StringComparison.Ordinal);

        var refused = (await tool.RunAsync("up", "-f", "c.wasm")).Failed();
        Assert.Equal(
            "Error: c is a WebAssembly component of wasi:http/incoming-handler@0.2.0; this version of wasmill runs core modules: "
                + "build it as a core module in the Spin HTTP ABI, as \"wasmill build\" does\n",
            refused.Error);

        await File.WriteAllTextAsync(
            Path.Combine(tool.Work, "spin.toml"),
            "spin_manifest_version = 2\n[application]\nname = \"far\"\n[component.far]\n"
                + "source = { url = \"https://example.com/far.wasm\", digest = \"sha256:0\" }\n",
            Cancel);
        Assert.Contains(
            "component.far.source.digest: \"sha256:0\" is not a valid digest; use sha256: and 64 hexadecimal digits",
            (await tool.RunAsync("inspect")).Failed().Error,
            StringComparison.Ordinal);
        await File.WriteAllTextAsync(Path.Combine(tool.Work, "text.wasm"), "no module", Cancel);
        Assert.Contains(
            "is not a WebAssembly module: it does not begin with the WebAssembly magic number",
            (await tool.RunAsync("inspect", "text.wasm")).Failed().Error,
            StringComparison.Ordinal);
    }
}
