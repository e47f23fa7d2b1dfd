using Wasmill.Apps.Manifests;
using Wasmill.Apps.Manifests.Errors;
using Wasmill.Apps.Manifests.Model;

namespace Wasmill.Apps.Tests.Manifests;

/// <summary>Manifests that use every field of their version at once.</summary>
public sealed class MaximalManifestTests : IDisposable
{
    private const string Version2 = """
        spin_manifest_version = 2

        [application]
        name = "everything"
        version = "1.2.3"
        description = "Uses all there is"
        authors = ["Ada <ada@example.com>", "Bob"]
        targets = ["spin-up:3.3", { registry = "registry.example", id = "edge:1.0" }, { path = "target.toml" }]

        [application.trigger.http]
        base = "/"

        [application.trigger.clock]
        speed = 2

        [application.tool.checker]
        level = 3

        [variables]
        host = { description = "Where to ask", default = "example.com" }
        password = { required = true, secret = true }

        [[trigger.http]]
        id = "front"
        component = "full"
        components = { middleware = ["small", { source = "other.wasm" }] }
        dependencies = { middleware = ["small"] }
        route = "/u/:name/..."
        executor = { type = "wagi", argv = "prog ${ARGS}", entrypoint = "_start" }

        [[trigger.http]]
        component = "small"
        route = { private = true }
        executor = { type = "http" }

        [[trigger.http]]
        route = "/gone"
        static_response = { status_code = 410, headers = { x-why = "moved" }, body = "gone" }

        [[trigger.clock]]
        component = { source = "inline.wasm" }
        ticks = true

        [component.small]
        source = "small.wasm"

        [component.full]
        source = { url = "https://example.com/full.wasm", digest = "sha256:0123456789ABCDEF0123456789abcdef0123456789abcdef0123456789abcdef" }
        description = "A component with everything"
        variables = { url = "https://{{ host }}/" }
        environment = { MODE = "all" }
        files = ["assets/**/*.html", { source = "data", destination = "/data" }]
        exclude_files = ["assets/**/secret*"]
        allowed_http_hosts = ["old.example.com"]
        allowed_outbound_hosts = ["https://{{ host }}:443", "redis://*.example.com"]
        key_value_stores = ["default", "other_store"]
        sqlite_databases = ["default"]
        ai_models = ["some-model"]
        targets = ["spin-up:3.3"]
        dependencies_inherit_configuration = true

        [component.full.build]
        command = ["make", "make check"]
        workdir = "full"
        watch = ["src/**/*.c", "Makefile"]

        [component.full.tool.cleaner]
        command = "make clean"

        [component.full.tool.wasmill]
        deadline = "2s"

        [component.full.dependencies]
        "a:b/c" = { registry = "registry.example", version = "^1.0", package = "a:d", export = "e", inherit_configuration = true }
        "a:f/g@0.2.0" = { path = "f.wasm", inherit_configuration = ["ai_models"] }
        "a:h" = ">=0.1.0"
        "a:i/j" = { url = "https://example.com/i.wasm", digest = "sha256:00", export = "j" }
        "a:k" = { component = "small", environment = { A = "b" } }

        [component.full.profile.debug]
        source = "debug.wasm"
        environment = { MODE = "debug" }
        dependencies = { "a:h" = "=0.1.1" }
        build.command = "make debug"
        """;

    private const string Version1 = """
        spin_manifest_version = "1"
        name = "everything-old"
        version = "0.9.0"
        description = "Uses all there was"
        authors = ["Ada", "Bob"]
        trigger = { type = "http", base = "/" }

        [variables]
        host = { default = "example.com" }
        password = { required = true, secret = true }

        [[component]]
        id = "Full_One"
        description = "A component with everything"
        source = { url = "https://example.com/full.wasm", digest = "sha256:0123456789ABCDEF0123456789abcdef0123456789abcdef0123456789abcdef" }
        files = ["*.txt", { source = "data", destination = "/" }]
        exclude_files = ["secret.txt"]
        allowed_http_hosts = ["example.com", "https://other.example:8443/", "self"]
        allowed_outbound_hosts = ["redis://cache.example:6379"]
        key_value_stores = ["default"]
        sqlite_databases = ["default"]
        ai_models = ["some-model"]
        environment = { MODE = "all" }
        config = { url = "https://{{ host }}/" }
        [component.trigger]
        route = "/..."
        executor = { type = "wagi", argv = "one two" }
        [component.build]
        command = "make"
        workdir = "full"
        watch = ["src/*.c"]

        [[component]]
        id = "small"
        source = "small.wasm"
        allowed_http_hosts = ["insecure:allow-all"]
        [component.trigger]
        route = "/small"
        executor = { type = "spin" }
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("wasmill-maximal-").FullName;

    [Fact]
    public void Every_field_of_version_2_is_read()
    {
        var app = Read(Version2);
        Assert.Equal(("everything", "1.2.3"), (app.Name, app.Version));
        Assert.Equal(
            (new VariableModel("example.com", false), new VariableModel(null, true)), (app.Variables["host"], app.Variables["password"]));
        Assert.Equal(["small", "full", "clock-trigger1-component"], app.Components.Select(component => component.Id));
        Assert.Equal(["/u/:name/...", "/gone"], app.Routes.Select(route => route.Pattern));
        Assert.Equal(
            ("full", "prog ${ARGS}", 410),
            (app.Routes[0].ComponentId, app.Routes[0].Executor.Arguments, app.Routes[1].StaticResponse!.Status));
        Assert.Equal(
            ["components", "dependencies", "clock"], app.Unsupported.Select(reason => reason.Message.Split(':')[0].Split('.')[^1]));

        var full = app.Components[1];
        Assert.Equal("A component with everything", full.Description);
        Assert.Equal(("https://{{ host }}/", "all"), (full.Variables["url"], full.Environment["MODE"]));
        Assert.Equal([new FileModel("assets/**/*.html", null), new FileModel("data", "/data")], full.Files);
        Assert.Equal(["assets/**/secret*"], full.ExcludeFiles);
        Assert.Equal(
            ["https://{{ host }}:443", "redis://*.example.com", "http://old.example.com", "https://old.example.com"],
            full.AllowedOutboundHosts);
        Assert.Equal(["default", "other_store"], full.KeyValueStores);
        Assert.Equal((2, "full", 2), (full.Build!.Commands.Count, full.Build.WorkingFolder, full.Build.Watch.Count));
        Assert.Equal(TimeSpan.FromSeconds(2), full.Limits.Deadline);
        Assert.Equal(
            new RemoteModuleModel(
                new Uri("https://example.com/full.wasm"), "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"),
            full.Remote);
        Assert.Equal(["default"], full.SqliteDatabases);
        Assert.Equal(["dependencies"], full.Unsupported.Select(Key));
    }

    [Fact]
    public void A_profile_of_it_replaces_the_module_that_is_downloaded()
    {
        var full = Read(Version2, "debug").Components[1];
        Assert.Equal(("debug.wasm", "debug", "make debug"), (full.Source, full.Environment["MODE"], full.Build!.Commands.Single()));
        Assert.Equal(["dependencies", "dependencies"], full.Unsupported.Select(Key));
    }

    [Fact]
    public void Every_field_of_version_1_is_read_as_version_2_would_have_it()
    {
        var app = Read(Version1);
        Assert.Equal(("everything-old", "0.9.0", 0), (app.Name, app.Version, app.Unsupported.Count));
        var (full, small) = (app.Components[0], app.Components[1]);
        Assert.Equal(("full-one", "https://{{ host }}/", "one two"), (full.Id, full.Variables["url"], app.Routes[0].Executor.Arguments));
        Assert.Equal(
            [
                "redis://cache.example:6379",
                "http://example.com",
                "https://example.com",
                "http://other.example:8443",
                "https://other.example:8443",
                "http://self",
            ],
            full.AllowedOutboundHosts);
        Assert.Equal("https://example.com/full.wasm", full.Remote!.Name);
        Assert.Empty(full.Unsupported);
        Assert.Equal(["ai_models"], full.Warnings.Select(Key));
        // Version 1 had no rule for databases, so that without allowed_outbound_hosts all were allowed.
        Assert.Equal(
            ["redis://*:*", "mysql://*:*", "postgres://*:*", "http://*:*", "https://*:*", "http://self"], small.AllowedOutboundHosts);
        Assert.Equal(("/small", false), (app.Routes[1].Pattern, app.Routes[1].Executor.IsWagi));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static string Key(ManifestError reason) => reason.Message.Split(':')[0].Split('.')[^1];

    private AppModel Read(string text, string? profile = null)
    {
        var path = Path.Combine(_folder, "spin.toml");
        File.WriteAllText(path, text);
        return ManifestReader.Read(path, profile);
    }
}
