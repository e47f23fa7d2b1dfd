using System.IO.Compression;
using Wasmill.Apps.Tests.Serving;

namespace Wasmill.Apps.Tests.Guests;

/// <summary>
/// Programs of today's toolchains (../shared/guests) answer all of their cases over real HTTP, by the manifests that a user would write.
/// </summary>
public sealed class GuestCasesTests
{
    [Theory]
    [InlineData("rust", "spin2-echo")]
    [InlineData("rust", "spin3-echo")]
    [InlineData("rust", "spin4-echo")]
    [InlineData("rust", "spin5-echo")]
    [InlineData("rust", "spin5-event")]
    [InlineData("rust", "spin5-stream")]
    [InlineData("rust", "spin2-store")]
    [InlineData("rust", "spin3-store")]
    [InlineData("rust", "spin5-store")]
    public async Task A_core_module_answers_all_of_its_cases(string language, string name)
    {
        var manifest = await File.ReadAllTextAsync(Checkout.Shared("guests", language, name, "spin.toml"), Cancel);
        await RunAsync(language, name, name + ".wasm", manifest);
    }

    // Its manifest names the component that was made of it.
    [Theory]
    [InlineData("c", "proxy-core", "proxy-core.core.wasm")]
    [InlineData("go", "proxy-lines", "proxy-lines.core.wasm")]
    public async Task A_module_before_it_became_a_component_answers_all_of_its_cases(string language, string name, string module)
    {
        var manifest = await File.ReadAllTextAsync(Checkout.Shared("guests", language, name, "spin.toml"), Cancel);
        await RunAsync(language, name, module, manifest.Replace($"{name}.wasm", module, StringComparison.Ordinal));
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static async Task RunAsync(string language, string name, string module, string manifest)
    {
        await using var sink = await GuestSink.StartAsync();
        var cases = GuestCase.Read(Checkout.Shared("guests", language, name, "cases.json"), sink.Address.TrimEnd('/'));
        await using var app = await ServedApp.StartAsync(
            manifest: manifest, prepare: folder => Copy(language, name, module, folder), deadline: TimeSpan.FromSeconds(30));
        foreach (var one in cases)
            one.Check(new GuestAnswer(await app.ExchangeAsync(one.Request)));
    }

    private static void Copy(string language, string name, string module, string folder)
    {
        var source = Path.Combine(Path.GetDirectoryName(Checkout.Shared("guests", language, name, "cases.json"))!, module);
        if (File.Exists(source))
        {
            File.Copy(source, Path.Combine(folder, module));
            return;
        }

        using var packed = new GZipStream(File.OpenRead(source + ".gz"), CompressionMode.Decompress);
        using var unpacked = File.Create(Path.Combine(folder, module));
        packed.CopyTo(unpacked);
    }
}
