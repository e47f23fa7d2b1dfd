using Wasmill.Tests.Rig;

namespace Wasmill.Tests.Commands.Functions;

public sealed class DevCommandTests
{
    private static readonly HttpClient Http = new();

    [Fact]
    public async Task A_changed_source_is_built_and_served_and_a_broken_one_is_told()
    {
        await using var rig = new CommandRig();
        var folder =
            TestApp.Of("fn", "echo", "[component.fn.build]\ncommand = \"test -s which && cp $(cat which) echo.wasm\"\nwatch = [\"which\"]")
                .WriteTo(rig.Files.Path("fn"));
        File.WriteAllText(Path.Combine(folder, "which"), Checkout.Guest("echo"));
        var address = $"127.0.0.1:{Ports.Free()}";
        await using var dev = rig.Start("dev", folder, "--listen", address, "--debounce", "10");
        await dev.WaitForAsync("Available Routes:");
        await dev.WaitForErrorAsync("Watching spin.toml, which\n");

        File.WriteAllText(Path.Combine(folder, "which"), Checkout.Guest("edges"));
        await dev.WaitForErrorAsync("Reloaded fn in ");
        Assert.Equal(500, (int)(await Http.GetAsync(new Uri($"http://{address}/trap"), TestContext.Current.CancellationToken)).StatusCode);

        File.WriteAllText(Path.Combine(folder, "which"), "");
        await dev.WaitForErrorAsync("still serving the previous version");
        (await dev.InterruptAsync()).Succeeded();
    }

    [Fact]
    public async Task A_watch_option_would_say_nothing()
    {
        await using var rig = new CommandRig();
        (await rig.RunAsync("dev", "--watch")).Failed(2, "\"--watch\"");
    }
}
