using Wasmill.Apps.Building;
using Wasmill.Apps.Building.Commands;
using Wasmill.Apps.Manifests;
using Wasmill.Apps.Manifests.Errors;
using Wasmill.Functions;

namespace Wasmill.Apps.Tests;

/// <summary>What is wrong with an app is said at once, each reason with its file, line and column.</summary>
public sealed class ReasonsTests : IDisposable
{
    private const string Head =
        "spin_manifest_version = 2\n[application]\nname = \"a\"\n[[trigger.http]]\nroute = \"/...\"\ncomponent = \"f\"\n[component.f]\n";

    private readonly string _folder = Directory.CreateTempSubdirectory("wasmill-reasons-").FullName;

    private string Manifest => Path.Combine(_folder, "spin.toml");

    [Fact]
    public void Every_malformed_host_is_named_with_its_place_when_the_manifest_is_read()
    {
        var error = Refuse(Head + """
            source = "f.wasm"
            allowed_outbound_hosts = ["*", "https://right.example", "example.com:443",
              "https://example.com/path", "https://{{ half }"]
            allowed_http_hosts = ["right.example", "h/path"]
            """);
        Assert.Equal(
            [
                "9:27: the allowed host \"*\" is malformed: it has no scheme; write scheme://host or scheme://host:port, "
                    + "for example https://example.com, https://*.example.com or http://10.0.0.0/8:8080",
                "9:57: the allowed host \"example.com:443\" is malformed: it has no scheme; write scheme://host or scheme://host:port, "
                    + "for example https://example.com, https://*.example.com or http://10.0.0.0/8:8080",
                "10:3: the allowed host \"https://example.com/path\" is malformed: it has a path; paths cannot be allowed one by one",
                "10:31: the allowed host \"https://{{ half }\", column 9: {{ is not closed with }}",
                "11:40: the host h/path of allowed_http_hosts must be a host with an optional port, "
                    + "such as example.com:8080, or insecure:allow-all",
            ],
            error);
    }

    [Fact]
    public async Task Everything_that_keeps_an_app_from_running_is_said_at_once()
    {
        File.Copy(Path.Combine(Checkout.Root, "tests", "guests", "echo.c"), Path.Combine(_folder, "text.wasm"));
        var errors = await RefuseToRunAsync("""
            spin_manifest_version = 2
            [application]
            name = "a"
            [application.trigger.redis]
            address = "redis://localhost"
            [variables]
            token = { required = true }
            host = { default = "h o s t" }
            [[trigger.http]]
            route = "/..."
            component = "f"
            [[trigger.http]]
            route = "/g"
            component = "g"
            [[trigger.mqtt]]
            topic = "t"
            component = "f"
            [[trigger.timer]]
            component = "f"
            [component.f]
            source = "missing.wasm"
            variables = { one = "{{ nothing }}" }
            allowed_outbound_hosts = ["http://other.spin.internal", "https://{{ none }}"]
            key_value_stores = ["default", "second", "third"]
            files = ["none.txt", { source = "nowhere", destination = "/" }]
            sqlite_databases = ["orders"]
            [component.g]
            source = { registry = "r", package = "a:g", version = "1.0.0" }
            dependencies = { "a:b" = "^1" }
            """);
        Assert.Equal(
            [
                "7:1: the variable token is required and has no value; set it with --variable token=VALUE, in the environment as "
                    + "SPIN_VARIABLE_TOKEN, or with a [[variables_provider]] in the runtime config file",
                "15:11: trigger.mqtt: triggers of type mqtt are not supported; use http: let a program post the messages of the topic to "
                    + "a broker, and a function target deliver them to the component's HTTP route",
                "18:11: trigger.timer: triggers of type timer are not supported; use a broker's cron source "
                    + "(\"wasmill create source cron\") and a function target",
                $"21:1: the component f has no module yet: {_folder}/missing.wasm does not exist; run \"wasmill build\" first",
                "22:15: component f, variable one: \"{{ nothing }}\", column 1: the app has no variable nothing; "
                    + "declare it under [variables]",
                "23:57: component f: \"https://{{ none }}\", column 9: the app has no variable none; declare it under [variables]",
                "24:32: the component f requests the key-value store second, which has no file; add [key_value_store.second] with type = "
                    + "\"spin\" and a path to the runtime config file",
                "24:42: the component f requests the key-value store third, which has no file; add [key_value_store.third] with type = "
                    + "\"spin\" and a path to the runtime config file",
                $"25:10: the component f requests the file none.txt, which does not exist in {_folder}",
                $"25:22: the component f requests the files of nowhere, which does not exist in {_folder}",
                "26:21: the component f requests the SQLite database orders, which has no file; add [sqlite_database.orders] with type = "
                    + "\"spin\" and a path to the runtime config file",
                "28:1: component.g.source: modules are not downloaded from a registry; write source = { url = \"https://...\", "
                    + "digest = \"sha256:...\" }, or download the module and use its path",
                "29:1: component.g.dependencies: dependencies are linked into components of the component model, which is not supported; "
                    + "link the library into the module",
            ],
            errors);
    }

    [Fact]
    public async Task A_host_that_is_wrong_once_its_variables_have_values_is_named_with_its_place()
    {
        File.Copy(Checkout.Guest("echo"), Path.Combine(_folder, "f.wasm"));
        Assert.Equal(
            ["9:28: component f: the allowed host \"https://h/p\" is malformed: it has a path; paths cannot be allowed one by one"],
            await RefuseToRunAsync(Head
                + "source = \"f.wasm\"\nallowed_outbound_hosts = [ \"https://{{ host }}\"]\n[variables]\nhost = { default = \"h/p\" }"));
    }

    [Fact]
    public async Task Modules_that_cannot_be_run_are_named_together()
    {
        foreach (var name in (string[])["f.wasm", "g.wasm"])
            await File.WriteAllTextAsync(Path.Combine(_folder, name), "text", TestContext.Current.CancellationToken);
        Assert.Equal(
            [
                "8:1: f is not a WebAssembly module: it does not begin with the WebAssembly magic number",
                "13:1: g is not a WebAssembly module: it does not begin with the WebAssembly magic number",
            ],
            await RefuseToRunAsync(
                Head + "source = \"f.wasm\"\n[[trigger.http]]\nroute = \"/g\"\ncomponent = \"g\"\n[component.g]\nsource = \"g.wasm\""));
    }

    [Fact]
    public async Task A_profiles_module_is_named_where_the_profile_names_it()
    {
        await File.WriteAllTextAsync(
            Manifest,
            Head + "source = \"f.wasm\"\n[component.f.profile.debug]\nsource = \"debug.wasm\"",
            TestContext.Current.CancellationToken);
        var error = await Assert.ThrowsAsync<ManifestException>(() => AppRuntime.LoadAsync(
            AppLocator.Locate(_folder, "debug"), TestHost.Instance, FunctionLimits.Default, TestContext.Current.CancellationToken));
        Assert.Equal(
            $"{Manifest}:10:1: the component f has no module yet: {_folder}/debug.wasm does not exist; run \"wasmill build\" first",
            error.Message);
    }

    [Fact]
    public async Task What_keeps_builds_from_beginning_is_said_at_once_and_nothing_is_built()
    {
        await File.WriteAllTextAsync(
            Manifest,
            Head + "source = \"f.wasm\"\n[component.f.build]\ncommand = \"touch built\"\nworkdir = \"gone\"\n[component.g]\n"
                + "source = \"g.wasm\"\n[component.g.build]\ncommand = \"spin js2wasm a.js -o g.wasm\"",
            TestContext.Current.CancellationToken);
        using var builder = new AppBuilder(TestHost.Instance, static _ => { });
        var error = await Assert.ThrowsAsync<BuildException>(() =>
            builder.BuildAsync(AppLocator.Locate(_folder), [], TestContext.Current.CancellationToken));
        Assert.Equal(
            [
                $"11:1: the working folder {_folder}/gone of component f does not exist",
                "15:1: component g is JavaScript (`spin js2wasm a.js -o g.wasm`), which this version of wasmill does not build: "
                    + "use Python or C instead (\"wasmill new\" has templates)",
            ],
            Lines(error.Message));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private List<string> Refuse(string manifest)
    {
        File.WriteAllText(Manifest, manifest);
        return Lines(Assert.Throws<ManifestException>(() => AppLocator.Locate(_folder)).Message);
    }

    private async Task<List<string>> RefuseToRunAsync(string manifest)
    {
        await File.WriteAllTextAsync(Manifest, manifest, TestContext.Current.CancellationToken);
        return Lines((await Assert.ThrowsAsync<ManifestException>(() => AppRuntime.LoadAsync(
            AppLocator.Locate(_folder), TestHost.Instance, FunctionLimits.Default, TestContext.Current.CancellationToken))).Message);
    }

    // Every line has the manifest's path before its place.
    private List<string> Lines(string message) => [.. message.Split('\n').Select(line =>
        line.StartsWith(Manifest + ":", StringComparison.Ordinal) ? line[(Manifest.Length + 1)..] : "without a place: " + line)];
}
