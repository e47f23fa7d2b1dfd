using Wasmill.Tests.Rig;

namespace Wasmill.Tests.Commands.Functions;

public sealed class UpCommandTests
{
    private static readonly HttpClient Http = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_app_is_served_until_Ctrl_C()
    {
        await using var rig = new CommandRig();
        var address = $"127.0.0.1:{Ports.Free()}";
        await using var up = rig.Start("up", "-f", App(rig), "--listen", address);
        var text = await up.WaitForAsync("says what it got\n");
        Assert.Contains(
            $"\nServing http://{address}\nAvailable Routes:\n  echo: http://{address}/echo (wildcard)\n    says what it got\n",
            text,
            StringComparison.Ordinal);
        Assert.Contains(
            "spin-matched-route: /echo/...\n",
            await Http.GetStringAsync(new Uri($"http://{address}/echo/x"), Cancel),
            StringComparison.Ordinal);
        var outcome = (await up.InterruptAsync()).Succeeded();
        Assert.Contains("Logging component stdio to \".spin/logs/\"\n", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_module_alone_is_an_app()
    {
        await using var rig = new CommandRig();
        var address = $"127.0.0.1:{Ports.Free()}";
        var logs = rig.Files.Path("logs");
        File.Copy(Checkout.Guest("echo"), rig.Files.Path("echo.wasm"));
        await using var up = rig.Start("up", "-f", rig.Files.Path("echo.wasm"), "--listen", address, "--log-dir", logs, "--quiet");
        await up.WaitForAsync("Available Routes:");
        Assert.True((await Http.GetAsync(new Uri($"http://{address}/"), Cancel)).IsSuccessStatusCode);
        (await up.InterruptAsync()).Succeeded();
        Assert.True(Directory.Exists(logs));
    }

    [Fact]
    public async Task An_app_is_named_by_its_folder_and_each_request_is_a_line()
    {
        await using var rig = new CommandRig();
        var address = $"127.0.0.1:{Ports.Free()}";
        await using var up = rig.Start("up", App(rig), "--listen", address);
        await up.WaitForAsync("Available Routes:");
        await Http.GetAsync(new Uri($"http://{address}/echo/x?token=secret"), Cancel);
        await up.WaitForErrorAsync("GET /echo/x 200 ");
        await Http.DeleteAsync(new Uri($"http://{address}/nowhere"), Cancel);
        var text = await up.WaitForErrorAsync("DELETE /nowhere 404 ");
        Assert.DoesNotContain("secret", text, StringComparison.Ordinal);
        Assert.Matches(@"(?m)^GET /echo/x 200 \d+\.\d ms$", (await up.InterruptAsync()).Succeeded().Error);
    }

    [Fact]
    public async Task Quiet_leaves_the_lines_of_requests_off()
    {
        await using var rig = new CommandRig();
        var address = $"127.0.0.1:{Ports.Free()}";
        await using var up = rig.Start("up", App(rig), "--listen", address, "--quiet");
        await up.WaitForAsync("Available Routes:");
        await Http.GetAsync(new Uri($"http://{address}/echo/x"), Cancel);
        Assert.DoesNotContain("GET", (await up.InterruptAsync()).Succeeded().Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_module_that_is_older_than_its_source_is_served_with_a_warning()
    {
        await using var rig = new CommandRig();
        var folder = TestApp.Of("echo", "echo", "[component.echo.build]\ncommand = \"true\"\nwatch = [\"*.zig\"]")
            .WriteTo(rig.Files.Path("app"));
        File.WriteAllText(Path.Combine(folder, "main.zig"), "");
        File.SetLastWriteTimeUtc(Path.Combine(folder, "echo.wasm"), DateTime.UnixEpoch);
        await using var up = rig.Start("up", folder, "--listen", $"127.0.0.1:{Ports.Free()}");
        await up.WaitForAsync("Available Routes:");
        Assert.StartsWith(
            "Warning: echo.wasm is older than main.zig; run \"wasmill build\", or add --build\n",
            (await up.InterruptAsync()).Succeeded().Error,
            StringComparison.Ordinal);

        File.SetLastWriteTimeUtc(Path.Combine(folder, "main.zig"), DateTime.UnixEpoch);
        await using var current = rig.Start("up", folder, "--listen", $"127.0.0.1:{Ports.Free()}");
        await current.WaitForAsync("Available Routes:");
        Assert.DoesNotContain("Warning", (await current.InterruptAsync()).Succeeded().Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_an_app_runs_without_is_a_warning_and_its_base_is_in_the_routes()
    {
        await using var rig = new CommandRig();
        var folder = TestApp.Of("echo", "echo", "ai_models = [\"m\"]\n[[trigger.cron]]\ncron_expression = \"0 * * * * * *\"\n"
            + "component = \"echo\"\n[application.trigger.http]\nbase = \"/api\"").WriteTo(rig.Files.Path("app"));
        var address = $"127.0.0.1:{Ports.Free()}";
        await using var up = rig.Start("up", folder, "--listen", address);
        Assert.Contains(
            $"  echo: http://{address}/api (wildcard)\n", await up.WaitForAsync("(wildcard)\n"), StringComparison.Ordinal);
        var error = (await up.InterruptAsync()).Succeeded().Error;
        Assert.Matches("(?m)^Warning: .*spin\\.toml:11:11: the cron trigger of component echo .* is not run: ", error);
        Assert.Matches("(?m)^Warning: .*spin\\.toml:10:1: component\\.echo\\.ai_models: language models are not available", error);
    }

    [Fact]
    public async Task The_file_of_the_default_database_is_said_and_a_runtime_config_file_sets_others()
    {
        await using var rig = new CommandRig();
        var folder = TestApp.Of("echo", "echo", "sqlite_databases = [\"default\", \"orders\"]").WriteTo(rig.Files.Path("app"));
        (await rig.RunAsync("up", folder)).Failed(1, "[sqlite_database.orders]");
        var config = rig.Files.Write("runtime-config.toml", "[sqlite_database.orders]\ntype = \"spin\"\npath = \"orders.db\"\n");
        await using var up = rig.Start(
            "up", folder, "--listen", $"127.0.0.1:{Ports.Free()}", "--runtime-config-file", config);
        await up.WaitForAsync("(wildcard)\n");
        Assert.Contains(
            $"Storing default SQLite data to \"{Path.Combine(folder, ".spin", "sqlite_db.db")}\".\n",
            (await up.InterruptAsync()).Succeeded().Error,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_that_is_taken_is_named_or_the_next_one_is_tried()
    {
        await using var rig = new CommandRig();
        await using var sink = await FlakySink.StartAsync();
        var taken = new Uri(sink.Address).Authority;
        var app = App(rig);
        (await rig.RunAsync("up", "-f", app, "--listen", taken)).Failed(1, taken, "--find-free-port");
        await using var up = rig.Start("up", "-f", app, "--listen", taken, "--find-free-port");
        Assert.DoesNotContain($"Serving http://{taken}\n", await up.WaitForAsync("Available Routes:"), StringComparison.Ordinal);
        (await up.InterruptAsync()).Succeeded();
    }

    [Fact]
    public async Task With_build_the_app_is_built_first()
    {
        await using var rig = new CommandRig();
        var folder = TestApp.Of("echo", "echo", "[component.echo.build]\ncommand = \"touch built\"").WriteTo(rig.Files.Path("app"));
        await using var up = rig.Start("up", "-f", folder, "--build", "--listen", $"127.0.0.1:{Ports.Free()}");
        Assert.StartsWith(
            "Building component echo with `touch built`\n", await up.WaitForAsync("Available Routes:"), StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(folder, "built")));
        (await up.InterruptAsync()).Succeeded();
    }

    [Theory]
    [InlineData(2, "given twice", "other")]
    [InlineData(1, "nobody", "--component-id nobody")]
    [InlineData(1, "nowhere", "--listen nowhere")]
    [InlineData(2, "--debounce", "--watch --debounce 1")]
    [InlineData(2, "--deadline", "--deadline soon")]
    [InlineData(2, "--max-instance-memory", "--max-instance-memory much")]
    [InlineData(2, "--env", "--env NAME")]
    [InlineData(2, "--tls-key", "--tls-cert a.pem")]
    [InlineData(1, "none.toml", "--runtime-config-file none.toml")]
    [InlineData(2, "mill.example:80", "--allow-host mill.example:80")]
    public async Task What_is_wrong_is_told_before_anything_is_served(int code, string reason, string words)
    {
        await using var rig = new CommandRig();
        var outcome = await rig.RunAsync(["up", "-f", App(rig), .. words.Split(' ')]);
        outcome.Failed(code, reason);
        Assert.DoesNotContain("Serving", outcome.Out, StringComparison.Ordinal);
    }

    private static string App(CommandRig rig)
        => new TestApp("two")
            .Route("/echo/...", "echo")
            .Component("echo", """description = "says what it got" """)
            .WriteTo(rig.Files.Path("two"));
}
