using Wasmill.Tests.Rig;

namespace Wasmill.Tests.Commands.Functions;

/// <summary>The commands for apps with a component whose source is a URL.</summary>
public sealed class RemoteModuleTests
{
    private static readonly HttpClient Http = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Up_downloads_a_module_once_and_offline_it_uses_the_cache()
    {
        await using var rig = new CommandRig();
        await using var server = await ModuleServer.StartAsync();
        var folder = Write(rig, server);
        (await rig.RunAsync("up", folder, "--offline")).Failed(1, server.Url, "run once without --offline");
        foreach (var arguments in (string[][])[[], ["--offline"]])
        {
            var address = $"127.0.0.1:{Ports.Free()}";
            await using var up = rig.Start(["up", folder, "--listen", address, .. arguments]);
            await up.WaitForAsync("Available Routes:");
            Assert.Contains(
                "spin-matched-route: /...", await Http.GetStringAsync(new Uri($"http://{address}/"), Cancel), StringComparison.Ordinal);
            (await up.InterruptAsync()).Succeeded();
        }

        Assert.Equal(1, server.Requests);
    }

    [Fact]
    public async Task Dev_serves_it_and_there_is_nothing_to_build()
    {
        await using var rig = new CommandRig();
        await using var server = await ModuleServer.StartAsync();
        var folder = Write(rig, server);
        await using var dev = rig.Start("dev", folder, "--listen", $"127.0.0.1:{Ports.Free()}");
        await dev.WaitForAsync("Available Routes:");
        (await dev.InterruptAsync()).Succeeded();
        Assert.Equal("None of the components have a build command.\n", (await rig.RunAsync("build", folder)).Succeeded().Out);
    }

    [Fact]
    public async Task Inspect_shows_it_under_its_URL_and_invoke_runs_it()
    {
        await using var rig = new CommandRig();
        await using var server = await ModuleServer.StartAsync("event");
        var folder = Write(rig, server);
        var row = (await rig.RunAsync("inspect", folder, "-o", "json")).Succeeded().Json()[0];
        Assert.Equal((server.Url, server.Sha256), (row.GetProperty("path").GetString(), row.GetProperty("sha256").GetString()));
        var one = rig.Files.Write("event.json", """{"specversion":"1.0","id":"1","source":"/s","type":"t","data":{}}""");
        (await rig.RunAsync("invoke", folder, "--event", one, "--offline")).Succeeded();
        Assert.Equal(1, server.Requests);
    }

    [Fact]
    public async Task A_wrong_digest_is_an_error_of_up_inspect_and_invoke()
    {
        await using var rig = new CommandRig();
        await using var server = await ModuleServer.StartAsync();
        var wrong = new string('0', 64);
        var folder = rig.Files.MakeFolder("app");
        rig.Files.Write("app/spin.toml", Manifest(server.Source.Replace(server.Sha256, wrong, StringComparison.Ordinal)));
        var one = rig.Files.Write("event.json", """{"specversion":"1.0","id":"1","source":"/s","type":"t"}""");
        foreach (var words in (string[][])[["up", folder], ["inspect", folder], ["invoke", folder, "--event", one]])
            (await rig.RunAsync(words)).Failed(1, $"sha256:{server.Sha256}", $"sha256:{wrong}");
    }

    private static string Write(CommandRig rig, ModuleServer server)
    {
        rig.Files.Write("app/spin.toml", Manifest(server.Source));
        return rig.Files.Path("app");
    }

    private static string Manifest(string source)
        => "spin_manifest_version = 2\n[application]\nname = \"a\"\n[[trigger.http]]\nroute = \"/...\"\ncomponent = \"f\"\n[component.f]\n"
            + source;
}
