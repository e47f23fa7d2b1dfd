using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Wasmill.Acceptance;

/// <summary>The options of <c>up</c>, by the tool itself and real HTTP, with the C guests of the tests.</summary>
public sealed class UpTests
{
    private static readonly TestApp Two = new TestApp("two")
        .Route("/echo/...", "echo")
        .Route("/:what", "edges")
        .Component("echo", """description = "says what it got" """)
        .Component("edges");

    private static readonly HttpClient Client = new();

    [Fact]
    public async Task The_routes_are_printed_in_Spins_words_and_an_address_may_come_from_the_environment()
    {
        await using var tool = Tool.Create();
        var address = $"127.0.0.1:{Ports.Free()}";
        tool.Environment["SPIN_HTTP_LISTEN_ADDR"] = address;
        await using var up = tool.StartInBackground(App(tool), "up");
        var text = await up.WaitForAsync("/:what\n");
        Assert.Contains(
            $"\nServing http://{address}\nAvailable Routes:\n  echo: http://{address}/echo (wildcard)\n    says what it got\n"
                + $"  edges: http://{address}/:what\n",
            text,
            StringComparison.Ordinal);
        Assert.Contains("Logging component stdio to \".spin/logs/\"\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_taken_port_is_named_with_the_way_out_and_find_free_port_takes_the_next()
    {
        await using var tool = Tool.Create();
        using var holder = new TcpListener(IPAddress.Loopback, 0);
        holder.Start();
        var address = $"127.0.0.1:{((IPEndPoint)holder.LocalEndpoint).Port}";
        var error = (await tool.RunInAsync(
            App(tool), "up", "--listen", address.Replace("127.0.0.1", "localhost", StringComparison.Ordinal))).Failed().Error;
        Assert.Contains(
            $"{address} is already in use; stop the other process, choose another address with --listen, or add --find-free-port",
            error,
            StringComparison.Ordinal);
        await using var up = tool.StartInBackground(App(tool), "up", "--listen", address, "--find-free-port");
        await up.WaitForAsync("Available Routes:");
    }

    [Fact]
    public async Task A_bare_module_answers_every_path_and_gets_the_environment_of_the_command_line()
    {
        await using var tool = Tool.Create();
        var module = Path.Combine(App(tool), "edges.wasm");
        var (up, address) = await ServeAsync(tool, tool.Work, "-f", module, "-e", "GREETING=from outside");
        await using var _ = up;
        await up.WaitForAsync($"  edges: {address} (wildcard)\n");
        Assert.Equal("from outside", await Client.GetStringAsync(new Uri(address + "/environment"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Only_the_components_asked_for_are_served()
    {
        await using var tool = Tool.Create();
        var (up, address) = await ServeAsync(tool, App(tool), "-c", "edges");
        await using var _ = up;
        Assert.DoesNotContain("echo:", up.Text, StringComparison.Ordinal);
        using var answer = await Client.GetAsync(new Uri(address + "/echo/x"), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Theory]
    [InlineData("", true, true)]
    [InlineData("--follow echo", true, false)]
    [InlineData("--quiet", false, false)]
    [InlineData("--shush", false, false)]
    public async Task What_components_write_is_shown_as_asked_and_always_kept(string options, bool showsEcho, bool showsEdges)
    {
        await using var tool = Tool.Create();
        var app = App(tool);
        string text;
        var (up, address) = await ServeAsync(tool, app, [.. options.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);
        await using (up)
        {
            await Client.GetStringAsync(new Uri(address + "/echo"), TestContext.Current.CancellationToken);
            using var trapped = await Client.GetAsync(new Uri(address + "/trap"), TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.InternalServerError, trapped.StatusCode);
            await up.InterruptAsync();
            text = up.Text;
        }

        Assert.Equal(
            (showsEcho, showsEdges),
            (text.Contains("echo called with", StringComparison.Ordinal), text.Contains("trap: ", StringComparison.Ordinal)));
        Assert.Contains(
            "echo called with",
            await File.ReadAllTextAsync(Path.Combine(app, ".spin", "logs", "echo_stdout.txt"), TestContext.Current.CancellationToken),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--log-dir", "elsewhere")]
    [InlineData("-L", "")]
    public async Task Logs_go_where_they_are_asked_to_and_nowhere_for_an_empty_name(string option, string name)
    {
        await using var tool = Tool.Create();
        var app = App(tool);
        var folder = name.Length == 0 ? "" : Path.Combine(tool.Work, name);
        var (up, address) = await ServeAsync(tool, app, option, folder);
        await using (up)
        {
            await Client.GetStringAsync(new Uri(address + "/echo"), TestContext.Current.CancellationToken);
            await up.InterruptAsync();
            Assert.Equal(folder.Length > 0, up.Text.Contains($"Logging component stdio to \"{folder}/\"", StringComparison.Ordinal));
        }

        Assert.False(Directory.Exists(Path.Combine(app, ".spin")));
        Assert.Equal(folder.Length > 0, File.Exists(Path.Combine(tool.Work, "elsewhere", "echo_stdout.txt")));
    }

    [Fact]
    public async Task Limits_of_the_command_line_hold_for_every_component()
    {
        await using var tool = Tool.Create();
        var (up, address) = await ServeAsync(tool, App(tool), "--deadline", "200ms");
        await using var _ = up;
        using var answer = await Client.GetAsync(new Uri(address + "/loop"), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.GatewayTimeout, answer.StatusCode);
        Assert.Contains(
            "did not respond within 0.2 s",
            await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_certificate_makes_it_HTTPS()
    {
        await using var tool = Tool.Create();
        var (certificate, key) = MakeCertificate(tool.Folder);
        var (up, address) = await ServeAsync(tool, App(tool), "--tls-cert", certificate, "--tls-key", key);
        await using var _ = up;
        Assert.StartsWith("https://", address, StringComparison.Ordinal);
        using var handler = new HttpClientHandler
        {
            ServerCertificateCustomValidationCallback = (_, _, _, errors) => errors.HasFlag(SslPolicyErrors.RemoteCertificateChainErrors),
        };
        using var client = new HttpClient(handler);
        Assert.Contains(
            $"header spin-full-url: {address}/echo\n",
            await client.GetStringAsync(new Uri(address + "/echo"), TestContext.Current.CancellationToken),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Variables_stores_and_folders_come_from_the_command_line_and_the_runtime_config_file()
    {
        await using var tool = Tool.Create();
        var app = Granted(tool);
        await File.WriteAllTextAsync(
            Path.Combine(tool.Work, "runtime.toml"),
            "state_dir = \"unused\"\n[[variables_provider]]\ntype = \"static\"\nvalues = { first = \"provided\", second = \"provided\" }\n"
                + "[key_value_store.other]\ntype = \"spin\"\npath = \"other.db\"\n",
            TestContext.Current.CancellationToken);
        tool.Environment["SPIN_VARIABLE_THIRD"] = "from the environment";
        await File.WriteAllTextAsync(
            Path.Combine(tool.Work, "values.json"),
            """{"first": "from a table", "fourth": "from a table"}""",
            TestContext.Current.CancellationToken);
        var state = Path.Combine(tool.Work, "state");
        var (up, address) = await ServeAsync(
            tool, app, "--runtime-config-file", Path.Combine(tool.Work, "runtime.toml"), "--state-dir", state, "--variable",
            "@" + Path.Combine(tool.Work, "values.json"), "--variable", "first=given");
        await using var _ = up;
        Assert.Contains(
            $"Storing default key-value data to \"{Path.Combine(state, "sqlite_key_value.db")}\".\n", up.Text, StringComparison.Ordinal);
        using var answer = await Client.PostAsync(
            new Uri(address),
            new StringContent("config all\nopen other\nset k v\nopen default\nset k v\nget k\ncat /capabilities.wasm.txt"),
            TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.StartsWith("value given provided from the environment from a table\n", text, StringComparison.Ordinal);
        Assert.EndsWith("value v\nread me\n", text, StringComparison.Ordinal);
        Assert.Equal(
            ["other.db", "sqlite_key_value.db"],
            Directory.GetFiles(state, "*.db").Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_required_variable_without_a_value_keeps_the_app_from_starting()
    {
        await using var tool = Tool.Create();
        Assert.Contains(
            "the variable first is required and has no value; set it with --variable first=VALUE",
            (await tool.RunInAsync(Granted(tool), "up")).Failed().Error,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, "--follow nobody", "\"nobody\" is not a component of the app; use echo, edges")]
    [InlineData(1, "--component-id nobody", "component \"nobody\" does not exist; the app has echo, edges")]
    [InlineData(2, "--env NAME", "\"NAME\" is not a valid --env; use NAME=VALUE")]
    [InlineData(1, "--variable x=1", "--variable x: the app declares no such variable")]
    [InlineData(1, "--variable @none.json", "none.json cannot be read")]
    [InlineData(2, "--tls-cert a.pem", "--tls-cert and --tls-key must be used together")]
    [InlineData(2, "--deadline 10", "\"10\" is not a valid --deadline; use a time from 1ms to 1h")]
    [InlineData(2, "--max-instance-memory 1KiB", "\"1KiB\" is not a valid --max-instance-memory; use a size from 64KiB to 4GiB")]
    [InlineData(1, "--runtime-config-file none.toml", "none.toml cannot be read")]
    [InlineData(1, "--profile none", "no component of spin.toml has the profile none")]
    [InlineData(1, "--listen here", "\"here\" is not a valid address")]
    public async Task A_wrong_value_is_named(int code, string options, string error)
    {
        await using var tool = Tool.Create();
        Assert.Contains(
            error, (await tool.RunInAsync(App(tool), ["up", .. options.Split(' ')])).Failed(code).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_manifest_asks_for_in_vain_is_refused_at_once_before_anything_runs()
    {
        await using var tool = Tool.Create();
        var app = App(tool);
        await File.AppendAllTextAsync(
            Path.Combine(app, "spin.toml"),
            "\ndependencies = { \"a:b\" = \"^1\" }\nai_models = [\"m\"]\n[[trigger.mqtt]]\ntopic = \"t\"\ncomponent = \"echo\"\n",
            TestContext.Current.CancellationToken);
        var error = (await tool.RunInAsync(app, "up")).Failed().Error;
        foreach (var reason in (string[])[
            "component.edges.dependencies: dependencies are linked into components",
            "component.edges.ai_models: ",
            "triggers of type mqtt are not supported",
        ])
            Assert.Contains(reason, error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_leads_out_of_the_apps_folder_and_what_would_be_waited_for_is_refused_at_once_by_every_command()
    {
        await using var tool = Tool.Create();
        var app = App(tool);
        Directory.CreateSymbolicLink(Path.Combine(app, "dirlink"), "/etc");
        using (var mkfifo = System.Diagnostics.Process.Start("mkfifo", [Path.Combine(app, "pipe")]))
            await mkfifo.WaitForExitAsync(TestContext.Current.CancellationToken);
        await File.AppendAllTextAsync(
            Path.Combine(app, "spin.toml"),
            "\nfiles = [\"pipe\", { source = \"dirlink\", destination = \"/etc\" }, \"dirlink/passwd\"]\n"
                + "key_value_stores = [\"one\", \"two\"]\nallowed_outbound_hosts = [\"http://{{ none }}\"]\n",
            TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(
            Path.Combine(app, "event.json"),
            """{"specversion":"1.0","id":"1","type":"a","source":"b"}""",
            TestContext.Current.CancellationToken);
        await tool.SucceedAsync("create", "broker", "b");
        foreach (var command in (string[][])[
            ["up"],
            ["invoke", ".", "--event", "event.json"],
            ["create", "target", "function", "--from", "."],
        ])
        {
            var error = (await tool.RunInAsync(app, command)).Failed().Error;
            foreach (var reason in (string[])[
                "pipe is a named pipe, not a regular file; remove it, or leave it out with exclude_files",
                "dirlink is a link to /etc, which is outside the app's folder",
                "dirlink/passwd leads through the link dirlink to /etc/passwd, which is outside the app's folder",
                "key-value store one, which has no file",
                "key-value store two, which has no file",
                "the app has no variable none"])
                Assert.Matches($"spin\\.toml:\\d+:\\d+: .*{System.Text.RegularExpressions.Regex.Escape(reason)}", error);
        }
    }

    private static string App(Tool tool) => Two.WriteTo(Path.Combine(tool.Work, "two"));

    private static string Granted(Tool tool)
    {
        var folder = Directory.CreateDirectory(Path.Combine(tool.Work, "granted")).FullName;
        File.Copy(Checkout.Guest("capabilities"), Path.Combine(folder, "capabilities.wasm"));
        File.WriteAllText(Path.Combine(folder, "capabilities.wasm.txt"), "read me");
        File.WriteAllText(
            Path.Combine(folder, "spin.toml"),
            """
            spin_manifest_version = "1"
            name = "granted"
            trigger = { type = "http" }
            [variables]
            first = { required = true }
            second = { default = "default" }
            third = { default = "default" }
            fourth = { default = "default" }
            [[component]]
            id = "Guest_one"
            source = "capabilities.wasm"
            config = { all = "{{ first }} {{ second }} {{ third }} {{ fourth }}" }
            key_value_stores = ["default", "other"]
            files = ["*.txt"]
            [component.trigger]
            route = "/..."
            """);
        return folder;
    }

    private static async Task<(BackgroundCommand Up, string Address)> ServeAsync(Tool tool, string folder, params string[] options)
    {
        var up = tool.StartInBackground(folder, ["up", "--listen", $"127.0.0.1:{Ports.Free()}", .. options]);
        var text = await up.WaitForAsync("Available Routes:");
        return (up, text.Split('\n').First(line => line.StartsWith("Serving ", StringComparison.Ordinal))["Serving ".Length..]);
    }

    private static (string Certificate, string Key) MakeCertificate(string folder)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256).CreateSelfSigned(
            DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        var paths = (Certificate: Path.Combine(folder, "tls.pem"), Key: Path.Combine(folder, "tls.key"));
        File.WriteAllText(paths.Certificate, certificate.ExportCertificatePem());
        File.WriteAllText(paths.Key, key.ExportPkcs8PrivateKeyPem());
        return paths;
    }
}
