using Wasmill.Apps.Manifests;

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
        Assert.Equal((left.Id, left.Source, left.Environment["A"], left.Build!.Commands[0], left.Build.WorkingFolder), (right.Id, right.Source, right.Environment["A"], right.Build!.Commands[0], right.Build.WorkingFolder));
    }

    [Theory]
    [InlineData("x = 1", ":1:1: spin_manifest_version is missing")]
    [InlineData("spin_manifest_version = 3", ":1:1: spin_manifest_version must be 2")]
    [InlineData("spin_manifest_version = 2\n[application]\nnam = \"x\"", ":3:1: application.nam is not known; did you mean name?")]
    [InlineData("spin_manifest_version = 2\n[application]\nname = 5", ":3:1: application.name must be a string")]
    [InlineData("spin_manifest_version = 2\n[application]\nname = \"x\"\n[[trigger.redis]]\nchannel = \"c\"", "triggers of type redis are not supported")]
    [InlineData("spin_manifest_version = 2\n[application]\nname = \"x\"\n[component.a]\nsource = { url = \"u\" }", ":5:1: a source that is fetched from elsewhere is not supported")]
    [InlineData("spin_manifest_version = 2\n[application]\nname = \"x\"\n[component.Bad_Id]\nsource = \"a\"", "must be in kebab case")]
    [InlineData("spin_manifest_version = 2\n[application]\nname = \"x\"\n[component.a]\nsource = \"a\"\n[[trigger.http]]\nroute = \"no-slash\"\ncomponent = \"a\"", ":7:1: the route no-slash must begin with /")]
    [InlineData("spin_manifest_version = 2\n[application]\nname = \"x\"\n[component.a]\nsource = \"a\"\n[[trigger.http]]\nroute = \"/:id\"\ncomponent = \"a\"", "has a named segment")]
    [InlineData(Head + "[component.a]\nsource = \"a\"\n[[trigger.http]]\nroute = \"/\"", ":6:11: trigger.http.component is missing")]
    [InlineData(Head + "[component.a]\nsource = \"a\"\n[[trigger.http]]\ncomponent = \"a\"", ":6:11: trigger.http.route is missing")]
    [InlineData(Head + "[component.a]\nsource = \"a\"\n[[trigger.http]]\nroute = \"\"\ncomponent = \"a\"", ":7:1: the route  must begin with /")]
    [InlineData(Head + "[component.a]\nsource = \"a\"\n[[trigger.http]]\nroute = { private = true }\ncomponent = \"a\"", ":7:1: private routes are not supported yet")]
    [InlineData(Head + "[application.trigger.http]\nbase = \"/api\"", ":5:1: a base other than \"/\" is not supported")]
    [InlineData(Head + "[variables]\nkey = { defualt = \"x\" }", ":5:9: variables.key.defualt is not known; did you mean default?")]
    [InlineData(Head + "[component.a]\nsource = \"a\"\nname = 2020-01-01", ":6:1: component.a.name is not known")]
    [InlineData(Head + "[component.\"a\\n\"]\nsource = \"a\"", "must be in kebab case")]
    [InlineData(Head + "[component.a]\nsource = \"a\"\nbuild = { command = [] }", "the build has no command")]
    [InlineData(Head + "[component.a]\nsource = \"a\"\n[component.a]\nsource = \"b\"", ":6:")]
    [InlineData("spin_manifest_version = 2\n[application\n", ":2:")]
    public void What_is_wrong_has_its_line_and_column(string text, string error)
        => Assert.Contains(error, Assert.Throws<ManifestException>(() => Read(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void The_ids_of_version_1_become_those_of_version_2()
    {
        var app = Read(Old("Hello_World"));
        Assert.Equal(("hello-world", "hello-world"), (app.Components[0].Id, app.Routes[0].ComponentId));
    }

    [Fact]
    public void An_id_of_version_1_cannot_name_a_file_elsewhere()
        => Assert.Contains(":4:1: the component id ../../x must be in kebab case", Assert.Throws<ManifestException>(() => Read(Old("../../x"))).Message, StringComparison.Ordinal);

    [Fact]
    public void Two_components_of_version_1_cannot_share_an_id()
        => Assert.Contains(":9:1: there is another component with the id a-b", Assert.Throws<ManifestException>(() => Read(Old("a-b", "A_b"))).Message, StringComparison.Ordinal);

    [Fact]
    public void A_manifest_that_cannot_be_read_is_named()
    {
        var path = Path.Combine(_folder, "folder.toml");
        Directory.CreateDirectory(path);
        Assert.StartsWith($"{path} cannot be read: ", Assert.Throws<ManifestException>(() => ManifestReader.Read(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void All_errors_come_at_once()
    {
        var message = Assert.Throws<ManifestException>(() => Read("spin_manifest_version = 2\nfoo = 1\n[application]\nbar = 2\n")).Message;
        Assert.Equal(3, message.Split('\n').Length);
    }

    [Fact]
    public void What_a_component_asks_for_in_vain_is_noted_for_when_it_is_to_run()
    {
        var app = Read("spin_manifest_version = 2\n[application]\nname = \"x\"\n[component.a]\nsource = \"a\"\nkey_value_stores = [\"default\"]\nallowed_outbound_hosts = []\n");
        Assert.Equal(["key_value_stores"], app.Components[0].Unsupported);
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
        => "spin_version = \"1\"\nname = \"x\"\n" + string.Concat(ids.Select(id => $"[[component]]\nid = \"{id}\"\nsource = \"a\"\n[component.trigger]\nroute = \"/\"\n")) + "[trigger]\ntype = \"http\"\n";

    private AppModel Read(string text)
    {
        var path = Path.Combine(_folder, "spin.toml");
        File.WriteAllText(path, text);
        return ManifestReader.Read(path);
    }
}
