using Wasmill.Apps.Manifests;
using Wasmill.Apps.Manifests.Errors;
using Wasmill.Apps.Manifests.Model;

namespace Wasmill.Apps.Tests.Manifests;

public sealed class ManifestReaderTests : IDisposable
{
    private const string Head = "spin_manifest_version = 2\n[application]\nname = \"x\"\n";

    private readonly string _folder = Directory.CreateTempSubdirectory("wasmill-manifest-").FullName;

    [Fact]
    public void Both_versions_give_the_same_model()
    {
        var one = Read("""
            spin_manifest_version = "1"
            name = "app"
            version = "1.0.0"
            authors = ["a"]
            trigger = { type = "http", base = "/" }
            [[component]]
            id = "hello"
            source = "app.wasm"
            environment = { A = "1" }
            [component.trigger]
            route = "/..."
            executor = { type = "spin" }
            [component.build]
            command = "make"
            workdir = "src"
            watch = ["*.py"]
            """);
        var two = Read("""
            spin_manifest_version = 2
            [application]
            name = "app"
            version = "1.0.0"
            authors = ["a"]
            [[trigger.http]]
            route = "/..."
            component = "hello"
            [component.hello]
            source = "app.wasm"
            environment = { A = "1" }
            [component.hello.build]
            command = ["make"]
            workdir = "src"
            watch = ["*.py"]
            """);
        Assert.Equal((one.Name, one.Version, one.Routes[0]), (two.Name, two.Version, two.Routes[0]));
        var (left, right) = (one.Components[0], two.Components[0]);
        Assert.Equal(
            (left.Id, left.Source, left.Environment["A"], left.Build!.Commands[0], left.Build.WorkingFolder),
            (right.Id, right.Source, right.Environment["A"], right.Build!.Commands[0], right.Build.WorkingFolder));
    }

    [Theory]
    [InlineData("x = 1", ":1:1: spin_manifest_version is missing")]
    [InlineData("spin_manifest_version = 3", ":1:1: spin_manifest_version must be 2")]
    [InlineData("spin_manifest_version = 2\n[application]\nnam = \"x\"", ":3:1: application.nam is not known; did you mean name?")]
    [InlineData("spin_manifest_version = 2\n[application]\nname = 5", ":3:1: application.name must be a string")]
    [InlineData("spin_manifest_version = 2\n[application]\nname = \"x\"\n[component.Bad_Id]\nsource = \"a\"", "must be in kebab case")]
    [InlineData(Head + "[component.a]\nsource = \"a\"\n[[trigger.http]]\nroute = \"/\"", ":6:11: trigger.http.component is missing")]
    [InlineData(Head + "[component.a]\nsource = \"a\"\n[[trigger.http]]\ncomponent = \"a\"", ":6:11: trigger.http.route is missing")]
    [InlineData(Head + "[application.trigger.http]\nbase = \"/:api\"", ":5:1: \"/:api\" is not a valid base")]
    [InlineData(Head + "[variables]\nkey = { defualt = \"x\" }", ":5:9: variables.key.defualt is not known; did you mean default?")]
    [InlineData(Head + "[component.a]\nsource = \"a\"\nname = 2020-01-01", ":6:1: component.a.name is not known")]
    [InlineData(Head + "[component.\"a\\n\"]\nsource = \"a\"", "must be in kebab case")]
    [InlineData(Head + "[component.a]\nsource = \"a\"\nbuild = { command = [] }", "the build has no command")]
    [InlineData(Head + "[component.a]\nsource = \"a\"\n[component.a]\nsource = \"b\"", ":6:")]
    [InlineData("spin_manifest_version = 2\n[application\n", ":2:")]
    [InlineData(Head + "authors = \"me\"", ":4:1: application.authors must be an array of strings")]
    [InlineData(Head + "[variables]\nkey = {}", ":5:1: the variable key needs a default, or required = true")]
    [InlineData(
        Head + "[variables]\nkey = { required = true, default = \"\" }",
        ":5:1: the variable key must have either a default or required = true")]
    [InlineData(Head + "[variables]\nkey = { default = 1 }", ":5:9: variables.key.default must be a string")]
    [InlineData(Head + "[variables]\nkey = { default = \"\", secret = 1 }", "variables.key.secret must be true or false")]
    [InlineData(Head + "[variables]\nKey = { default = \"\" }", ":5:1: the variable name Key must be in lower snake case")]
    [InlineData(Head + "[variables]\na__b = { default = \"\" }", "a__b must be in lower snake case")]
    [InlineData(
        Head + "[component.a]\nsource = \"a\"\nvariables = { b_ = \"\" }", ":6:15: the variable name b_ must be in lower snake case")]
    [InlineData(Head + "[component.a]\nsource = { url = \"u\" }", "component.a.source.digest is missing")]
    [InlineData(Head + "[component.a]\nsource = { registry = \"r\", package = \"p\" }", "component.a.source.version is missing")]
    [InlineData(Head + "[component.a]\nsource = { url = \"u\", digest = \"d\", path = \"p\" }", "component.a.source.path is not known")]
    [InlineData(
        Head + "[component.a]\nsource = \"a\"\nkey_value_stores = [\"b@d\"]", ":6:21: the store b@d must be in kebab or snake case")]
    [InlineData(
        Head + "[component.a]\nsource = \"a\"\nkey_value_store = []",
        ":6:1: component.a.key_value_store is not known; did you mean key_value_stores?")]
    [InlineData(
        Head + "[component.a]\nsource = \"a\"\nallowed_http_hosts = [\"h/path\"]",
        ":6:23: the host h/path of allowed_http_hosts must be a host")]
    [InlineData(Head + "[component.a]\nsource = \"a\"\nfiles = \"x\"", ":6:1: component.a.files must be an array")]
    [InlineData(Head + "[component.a]\nsource = \"a\"\nfiles = [1]", ":6:10: component.a.files must contain only patterns and tables")]
    [InlineData(Head + "[component.a]\nsource = \"a\"\nfiles = [\"../x\"]", ":6:10: the path ../x must be inside the app's folder")]
    [InlineData(Head + "[component.a]\nsource = \"a\"\nfiles = [\"[ab]\"]", ":6:10: the pattern [ab] contains [ or {")]
    [InlineData(
        Head + "[component.a]\nsource = \"a\"\nfiles = [{ source = \"s\", destination = \"/../x\" }]",
        ":6:10: the destination /../x must be inside the guest's root")]
    [InlineData(
        Head + "[component.a]\nsource = \"a\"\nfiles = [{ source = \"s\", target = \"/x\" }]", "component.a.files.destination is missing")]
    [InlineData(
        Head + "[component.a]\nsource = \"a\"\nexclude_files = [\"/etc/x\"]", ":6:18: the path /etc/x must be inside the app's folder")]
    [InlineData(Head + "[component.a]\nsource = \"a\"\nexclude_files = [1]", ":6:18: component.a.exclude_files must contain only patterns")]
    [InlineData(Head + "[component.a]\nsource = \"a\"\nvariables = 1", ":6:1: component.a.variables must be a table")]
    [InlineData(Head + "[component.a]\nsource = \"a\"\ndependencies_inherit_configuration = \"yes\"", "must be true or false")]
    [InlineData(
        Head + "[component.a]\nsource = \"a\"\ndependencies = { \"b:c\" = { export = \"e\" } }",
        ":6:18: the dependency b:c must have exactly one of version, path, url and component")]
    [InlineData(
        Head + "[component.a]\nsource = \"a\"\nprofile = { p = { environmet = {} } }",
        "component.a.profile.p.environmet is not known; did you mean environment?")]
    [InlineData(
        Head + "[component.a]\nsource = \"a\"\ntool = { wasmill = { deadlin = \"1s\" } }",
        "component.a.tool.wasmill.deadlin is not known; did you mean deadline?")]
    [InlineData(
        Head + "[component.a]\nsource = \"a\"\ntool = { wasmill = { deadline = \"2h\" } }",
        "component.a.tool.wasmill.deadline must be a time from 1ms to 1h")]
    [InlineData(
        Head + "[component.a]\nsource = \"a\"\ntool = { wasmill = { memory = \"1KiB\" } }",
        "component.a.tool.wasmill.memory must be a size of 64KiB to 4GiB")]
    [InlineData(
        Head + "[[trigger.http]]\ncomponent = \"aa\"\nroute = \"/\"\n[component.ab]\nsource = \"a\"",
        ":5:1: the component aa is not in this manifest; did you mean ab?")]
    [InlineData(
        Head + "[[trigger.http]]\ncomponent = \"a\"\nroute = \"/a/.../b\"\n[component.a]\nsource = \"a\"",
        ":6:1: the route /a/.../b has an unsupported wildcard")]
    [InlineData(
        Head + "[[trigger.http]]\ncomponent = \"a\"\nroute = { private = false }\n[component.a]\nsource = \"a\"",
        ":6:1: the route must be a text such as")]
    [InlineData(
        Head + "[[trigger.http]]\ncomponent = \"a\"\nroute = \"/\"\nexecutor = { type = \"wage\" }\n[component.a]\nsource = \"a\"",
        ":7:14: \"wage\" is not a valid executor; use http, spin or wagi")]
    [InlineData(
        Head + "[[trigger.http]]\ncomponent = \"a\"\nroute = \"/\"\nexecutor = { type = \"http\", argv = \"x\" }\n[component.a]\n"
            + "source = \"a\"",
        "argv and entrypoint are only valid for the executor wagi")]
    [InlineData(
        Head + "[[trigger.http]]\ncomponent = \"a\"\nroute = \"/\"\nstatic_response = {}\n[component.a]\nsource = \"a\"",
        ":7:1: a trigger must have either a component or a static_response, not both")]
    [InlineData(
        Head + "[[trigger.http]]\nroute = \"/\"\nstatic_response = { status_code = 99 }", "the status 99 is not between 200 and 599")]
    [InlineData(
        Head + "[[trigger.http]]\nroute = \"/\"\nstatic_response = { headers = { \"a b\" = \"\" } }", "HTTP does not allow the header a b")]
    [InlineData(
        Head + "[[trigger.http]]\nid = \"t\"\nroute = \"/\"\nstatic_response = {}\n[[trigger.http]]\nid = \"t\"\nroute = \"/\"\n"
            + "static_response = {}",
        ":9:1: duplicate trigger \"t\"")]
    [InlineData(
        "spin_manifest_version = \"1\"\nname = \"x\"\ntrigger = { type = \"http\" }\n[[component]]\nid = \"a\"\nsource = \"a\"\n"
            + "variables = {}\n[component.trigger]\nroute = \"/\"",
        ":7:1: component.variables is not known")]
    public void What_is_wrong_has_its_line_and_column(string text, string error)
        => Assert.Contains(error, Assert.Throws<ManifestException>(() => Read(text)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("a = ", "1:5: the value after \"=\" is missing")]
    [InlineData("a = foo", "1:5: \"foo\" is not a valid value; put text in quotes")]
    [InlineData("a = \"x\n", "1:7: the text is not closed; end it with the quote that it begins with")]
    [InlineData(
        "a = \"\\q\"", "1:7: the text has a backslash that begins no escape sequence; write \\\\ for a backslash, or use 'single quotes'")]
    [InlineData("a = [1, 2\nb = 1\nc = 2", "2:1: the array is not closed, or a comma is missing in it")]
    [InlineData("a = {b = 1", "the table in braces is not closed, or a comma is missing in it")]
    [InlineData("[a\nb = 1", "1:3: the name of the table is not closed; write [NAME] or [[NAME]]")]
    [InlineData("a b = 1", "1:3: the key has no \"=\" after it; write KEY = VALUE")]
    [InlineData("a: 1", "1:2: the key has no \"=\" after it; write KEY = VALUE")]
    [InlineData("a = 1 2", "1:7: there is something after the value; begin a new line")]
    [InlineData("a = 1\na = 2", "2:1: a is already defined in line 1; remove one of the two")]
    [InlineData("[a]\n[a]", "2:1: a is already defined in line 1; remove one of the two")]
    [InlineData("a = 01", "a number may not begin with 0")]
    [InlineData("a = 1_", "the number is not valid; put text in quotes")]
    [InlineData("{\"a\": 1}", "this is not valid TOML; write KEY = VALUE, [TABLE] or # COMMENT")]
    public void A_syntax_error_is_one_line_in_words_of_a_user(string text, string error)
    {
        var message = Assert.Throws<ManifestException>(() => Read(text)).Message;
        Assert.EndsWith(error, message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', message);
        Assert.DoesNotContain("token", message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_ids_of_version_1_become_those_of_version_2()
    {
        var app = Read(Old("Hello_World"));
        Assert.Equal(("hello-world", "hello-world"), (app.Components[0].Id, app.Routes[0].ComponentId));
    }

    [Fact]
    public void An_id_of_version_1_cannot_name_a_file_elsewhere()
        => Assert.Contains(
            ":4:1: the component id ../../x must be in kebab case",
            Assert.Throws<ManifestException>(() => Read(Old("../../x"))).Message,
            StringComparison.Ordinal);

    [Fact]
    public void Two_components_of_version_1_cannot_share_an_id()
        => Assert.Contains(
            ":9:1: duplicate component \"a-b\"",
            Assert.Throws<ManifestException>(() => Read(Old("a-b", "A_b"))).Message,
            StringComparison.Ordinal);

    [Fact]
    public void A_manifest_that_cannot_be_read_is_named()
    {
        var path = Path.Combine(_folder, "folder.toml");
        Directory.CreateDirectory(path);
        Assert.StartsWith(
            $"{path} cannot be read: ",
            Assert.Throws<ManifestException>(() => ManifestReader.Read(path)).Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("variables")]
    [InlineData("environment")]
    [InlineData("files")]
    [InlineData("exclude_files")]
    [InlineData("key_value_stores")]
    [InlineData("allowed_http_hosts")]
    [InlineData("allowed_outbound_hosts")]
    [InlineData("dependencies")]
    [InlineData("profile")]
    [InlineData("tool")]
    [InlineData("build")]
    public void A_value_of_the_wrong_kind_is_one_error(string key)
        => Assert.Matches(
            $@"^[^\n]*:6:1: component\.a\.{key} must be [^\n]*$",
            Assert.Throws<ManifestException>(() => Read(Head + $"[component.a]\nsource = \"a\"\n{key} = 1\n")).Message);

    [Fact]
    public void All_errors_come_at_once()
    {
        var message = Assert.Throws<ManifestException>(() => Read("spin_manifest_version = 2\nfoo = 1\n[application]\nbar = 2\n")).Message;
        Assert.Equal(3, message.Split('\n').Length);
    }

    [Fact]
    public void What_a_component_asks_for_in_vain_is_noted_with_place_and_reason_for_when_it_is_to_run()
    {
        var app = Read(Head + "[component.a]\nsource = { registry = \"r\", package = \"p\", version = \"1\" }\n"
            + "sqlite_databases = [\"default\"]\nai_models = []\n[component.a.dependencies]\n\"b:c\" = \"^1\"\n");
        Assert.Equal(
            [
                "8:14: component.a.dependencies: dependencies are linked into components of the component model, which is not supported; "
                    + "link the library into the module",
                "5:1: component.a.source: modules are not downloaded from a registry; write source = { url = \"https://...\", "
                    + "digest = \"sha256:...\" }, or download the module and use its path",
            ],
            app.Components[0].Unsupported.Select(reason => reason.ToString()[(reason.File.Length + 1)..]));
    }

    [Theory]
    [InlineData(
        "[[trigger.mqtt]]\ntopic = \"c\"\ncomponent = \"a\"",
        ":4:11: trigger.mqtt: triggers of type mqtt are not supported; use http")]
    [InlineData(
        "[[trigger.http]]\nroute = \"/\"\ncomponent = \"a\"\ncomponents = { middleware = [\"a\"] }",
        ":7:1: trigger.http.components: a trigger calls one component")]
    [InlineData(
        "[[trigger.http]]\nroute = \"/\"\ncomponent = \"a\"\nexecutor = { type = \"wagi\", entrypoint = \"main\" }",
        ":7:29: trigger.http.executor.entrypoint: a program begins at _start")]
    public void What_an_app_asks_for_in_vain_is_noted_too(string trigger, string reason)
        => Assert.Contains(
            reason,
            Assert.Single(Read(Head + trigger + "\n[component.a]\nsource = \"a\"\n").Unsupported).ToString(),
            StringComparison.Ordinal);

    [Fact]
    public void A_component_may_be_written_inside_its_trigger()
    {
        var app = Read(Head + "[[trigger.http]]\nroute = \"/\"\ncomponent = { source = \"a.wasm\", environment = { A = \"1\" } }\n");
        Assert.Equal(
            ("http-trigger1-component", "a.wasm", "http-trigger1-component"),
            (app.Components[0].Id, app.Components[0].Source, app.Routes[0].ComponentId));
        var named = Read(Head + "[[trigger.http]]\nid = \"mine\"\nroute = \"/\"\ncomponent = { source = \"a.wasm\" }\n");
        Assert.Equal("mine-component", named.Components[0].Id);
    }

    [Fact]
    public void A_private_component_has_no_route()
        => Assert.Empty(
            Read(Head + "[[trigger.http]]\nroute = { private = true }\ncomponent = \"a\"\n[component.a]\nsource = \"a\"\n").Routes);

    [Fact]
    public void A_static_response_has_Spins_defaults_and_the_triggers_id()
    {
        var routes = Read(Head + "[[trigger.http]]\nroute = \"/a\"\nstatic_response = { body = \"hi\" }\n[[trigger.http]]\nid = \"gone\"\n"
            + "route = \"/b\"\nstatic_response = { status_code = 410, headers = { x = \"y\" } }\n").Routes;
        Assert.Equal(
            ("http-trigger1", 200, "hi"), (routes[0].ComponentId, routes[0].StaticResponse!.Status, routes[0].StaticResponse!.Body));
        Assert.Equal(("gone", 410, "y"), (routes[1].ComponentId, routes[1].StaticResponse!.Status, routes[1].StaticResponse!.Headers["x"]));
    }

    [Fact]
    public void A_components_own_limits_are_read_and_other_tools_tables_left_alone()
    {
        var limits = Read(Head + "[component.a]\nsource = \"a\"\n[component.a.tool.other]\nx = 1\n[component.a.tool.wasmill]\n"
            + "deadline = \"1.5s\"\nmemory = \"64MiB\"\noutput = 1024\nhost_calls = 5\ntable_elements = 7\nresponse = \"2KiB\"\n"
            + "outbound_requests = 6\noutbound_body = \"1MiB\"\nevents_per_instance = 8\n").Components[0].Limits;
        Assert.Equal(
            new LimitsModel
            {
                Deadline = TimeSpan.FromSeconds(1.5),
                MemoryBytes = 64 << 20,
                OutputBytes = 1024,
                HostCalls = 5,
                TableElements = 7,
                ResponseBytes = 2048,
                OutboundRequests = 6,
                OutboundBodyBytes = 1 << 20,
                EventsPerInstance = 8,
            },
            limits);
    }

    [Fact]
    public void A_profile_replaces_module_environment_and_build_command()
    {
        const string Text = Head + "[component.a]\nsource = { url = \"u\", digest = \"d\" }\nenvironment = { A = \"1\", B = \"2\" }\n"
            + "build = { command = \"make\", workdir = \"w\" }\n[component.a.profile.debug]\nsource = \"debug.wasm\"\n"
            + "environment = { B = \"3\" }\nbuild.command = [\"make debug\"]\n[component.b]\nsource = \"b\"\n";
        var component = Read(Text, "debug").Components[0];
        Assert.Equal(
            ("debug.wasm", "1", "3", "make debug", "w", 0),
            (
                component.Source,
                component.Environment["A"],
                component.Environment["B"],
                component.Build!.Commands[0],
                component.Build.WorkingFolder,
                component.Unsupported.Count));
        Assert.Equal(
            ("", "2", "make", 2),
            (
                Read(Text).Components[0].Source,
                Read(Text).Components[0].Environment["B"],
                Read(Text).Components[0].Build!.Commands[0],
                Read(Text).Components[0].Unsupported.Count));
        Assert.Contains(
            "has the profile debag; did you mean debug?",
            Assert.Throws<ManifestException>(() => Read(Text, "debag")).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_bare_module_is_an_app_with_a_catch_all_route()
    {
        var path = Path.Combine(_folder, "thing.wasm");
        File.WriteAllText(path, "");
        var app = AppLocator.Locate(path);
        Assert.Equal(("thing", "/...", "thing"), (app.Name, app.Routes[0].Pattern, app.Routes[0].ComponentId));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static string Old(params string[] ids)
        => "spin_version = \"1\"\nname = \"x\"\n"
            + string.Concat(ids.Select(id => $"[[component]]\nid = \"{id}\"\nsource = \"a\"\n[component.trigger]\nroute = \"/\"\n"))
            + "[trigger]\ntype = \"http\"\n";

    private AppModel Read(string text, string? profile = null)
    {
        var path = Path.Combine(_folder, "spin.toml");
        File.WriteAllText(path, text);
        return ManifestReader.Read(path, profile);
    }
}
