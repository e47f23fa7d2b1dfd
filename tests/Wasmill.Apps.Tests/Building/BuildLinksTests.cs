using Wasmill.Apps.Building;
using Wasmill.Apps.Building.C;
using Wasmill.Apps.Building.Commands;
using Wasmill.Apps.Building.Python;
using Wasmill.Apps.Building.Watching;
using Wasmill.Apps.Manifests;
using Wasmill.Apps.Manifests.Errors;
using Wasmill.Apps.Manifests.Model;
using Wasmill.Apps.Tests.Files;

namespace Wasmill.Apps.Tests.Building;

/// <summary>
/// What goes into a build stays inside of the app's folder and is made of regular files, like everything else that is read of an app.
/// </summary>
public sealed class BuildLinksTests : IDisposable
{
    private readonly LinkedFolder _links = new();

    public BuildLinksTests()
    {
        _links.Write("app.py", "def handle_event(event): return None\n");
        File.WriteAllText(Path.Combine(_links.Outside, "__init__.py"), "");
        File.Delete(Path.Combine(_links.App, "dirlink"));
    }

    [Theory]
    [InlineData("app.py", "secret.txt", "app.py is a link to {out}/secret.txt, which is outside the app's folder; copy it into the folder")]
    [InlineData(
        "helper.py", "secret.txt", "helper.py is a link to {out}/secret.txt, which is outside the app's folder; copy it into the folder")]
    [InlineData(
        "warmup.json",
        "secret.txt",
        "warmup.json is a link to {out}/secret.txt, which is outside the app's folder; copy it into the folder")]
    [InlineData("package", "", "package is a link to {out}, which is outside the app's folder; copy it into the folder")]
    [InlineData("vendor", "", "vendor is a link to {out}, which is outside the app's folder; copy it into the folder")]
    [InlineData("vendor/dep", "", "vendor/dep is a link to {out}, which is outside the app's folder; copy it into the folder")]
    [InlineData(
        "vendor/dep/data.txt",
        "secret.txt",
        "vendor/dep/data.txt is a link to {out}/secret.txt, which is outside the app's folder; copy it into the folder")]
    public void No_source_of_a_Python_function_leads_out(string link, string goal, string reason)
    {
        var path = Path.Combine(_links.App, link);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.Delete(path);
        File.CreateSymbolicLink(path, Path.TrimEndingDirectorySeparator(Path.Combine(_links.Outside, goal)));
        Assert.Equal(reason.Replace("{out}", _links.Outside, StringComparison.Ordinal), Refused());
        var build = new BuildModel(["wasmill build-py app -o app.wasm"], null, []);
        Assert.DoesNotContain(
            Sources(build),
            file => file.Contains("secret", StringComparison.Ordinal) || file.StartsWith(path + "/", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("app.py")]
    [InlineData("helper.py")]
    [InlineData("vendor/dep/data.txt")]
    [InlineData("warmup.json")]
    public void A_pipe_among_the_sources_is_refused_by_name(string pipe)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(_links.App, pipe))!);
        File.Delete(Path.Combine(_links.App, pipe));
        _links.Pipe(pipe);
        Assert.Equal($"{pipe} is a named pipe, not a regular file", Refused());
    }

    [Fact]
    public void Everything_that_is_wrong_with_the_sources_is_said_at_once()
    {
        _links.Pipe("one.py");
        _links.Pipe("two.py");
        Assert.Equal("one.py is a named pipe, not a regular file\ntwo.py is a named pipe, not a regular file", Refused());
    }

    [Fact]
    public void Links_that_stay_inside_are_followed_and_one_in_a_circle_is_refused()
    {
        _links.Write("shared/dep/__init__.py", "");
        Directory.CreateSymbolicLink(Path.Combine(_links.App, "vendor"), "shared");
        Assert.Contains("vendor/dep/__init__.py", PythonSources.Names(PythonSources.Pack(_links.App, "app", new(_links.App))));
        Directory.CreateSymbolicLink(Path.Combine(_links.App, "shared", "dep", "again"), "..");
        Assert.Equal("vendor/dep/again is a link to a folder that contains it", Refused());
    }

    [Fact]
    public void Two_links_that_lead_to_each_other_are_refused()
    {
        _links.Write("vendor/one/__init__.py", "");
        _links.Write("vendor/two/__init__.py", "");
        Directory.CreateSymbolicLink(Path.Combine(_links.App, "vendor", "one", "two"), "../two");
        Directory.CreateSymbolicLink(Path.Combine(_links.App, "vendor", "two", "one"), "../one");
        Assert.Equal(
            ["vendor/one/two/one is a link to a folder that contains it", "vendor/two/one/two is a link to a folder that contains it"],
            Refused().Split('\n').Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_C_source_that_is_a_pipe_or_leads_out_is_refused_before_a_compiler_is_looked_for()
    {
        _links.Pipe("pipe.c");
        File.CreateSymbolicLink(Path.Combine(_links.App, "link.c"), "../outside/secret.txt");
        var error = await Assert.ThrowsAsync<BuildException>(() => new CBuilder().BuildAsync(
            _links.App, new CBuildCommand(["pipe.c", "link.c"], "app.wasm"), TestContext.Current.CancellationToken));
        Assert.Equal(
            $"pipe.c is a named pipe, not a regular file\nlink.c is a link to {_links.Outside}/secret.txt, which is outside the app's "
                + "folder; copy it into the folder",
            error.Message);
    }

    [Fact]
    public async Task A_working_folder_that_is_a_link_out_is_refused()
    {
        using var builder = new AppBuilder(TestHost.Instance, static _ => { });
        var component = Component(new BuildModel(["true"], "d/inner", []));
        var error =
            await Assert.ThrowsAsync<BuildException>(() => builder.BuildAsync(App(component), [], TestContext.Current.CancellationToken));
        Assert.Equal(
            $"the working folder of component c cannot be used: d/inner is a link to {_links.Outside}, "
                + "which is outside the app's folder; copy it into the folder",
            error.Message);
    }

    [Fact]
    public void Watching_follows_no_link_out_and_no_circle()
    {
        Directory.CreateSymbolicLink(Path.Combine(_links.App, "circle"), ".");
        Directory.CreateSymbolicLink(Path.Combine(_links.App, "dirlink"), _links.Outside);
        Assert.Equal(
            ["a/one.txt", "d/two.txt", "file-in.txt"],
            Sources(new BuildModel(["make"], null, ["**/*.txt"])).Select(file => Path.GetRelativePath(_links.App, file)));
        Assert.Empty(Sources(new BuildModel(["make"], null, ["dirlink/*", "d/inner/secret.txt"])));
    }

    [Fact]
    public void Watching_looks_where_a_pattern_with_dots_points()
        => Assert.Equal([Path.Combine(_links.Outside, "secret.txt")], Sources(new BuildModel(["make"], null, ["../outside/*.txt"])));

    [Theory]
    [InlineData(
        "m.wasm",
        "the module of component c cannot be read: m.wasm is a link to {out}/secret.txt, "
            + "which is outside the app's folder; copy it into the folder")]
    [InlineData(
        "d/inner/secret.txt",
        "the module of component c cannot be read: d/inner/secret.txt leads through the link d/inner to {out}/secret.txt, "
            + "which is outside the app's folder; copy it into the folder")]
    [InlineData("pipe.wasm", "the module of component c cannot be read: pipe.wasm is a named pipe, not a regular file")]
    [InlineData("a", "the module of component c cannot be read: a is a folder, not a file")]
    public async Task A_module_is_a_regular_file_inside(string source, string reason)
    {
        _links.Pipe("pipe.wasm");
        File.CreateSymbolicLink(Path.Combine(_links.App, "m.wasm"), "../outside/secret.txt");
        var app = App(Component(null) with { Source = source }) with { Routes = [new RouteModel("/...", "c")] };
        var error = await Assert.ThrowsAsync<ManifestException>(() =>
            AppRuntime.LoadAsync(app, TestHost.Instance, Wasmill.Functions.FunctionLimits.Default, TestContext.Current.CancellationToken));
        Assert.Equal(reason.Replace("{out}", _links.Outside, StringComparison.Ordinal), error.Message);
    }

    [Fact]
    public void A_manifest_that_is_a_pipe_is_refused()
    {
        _links.Pipe("spin.toml");
        Assert.EndsWith(
            "spin.toml is a named pipe, not a regular file",
            Assert.Throws<ManifestException>(() => AppLocator.Locate(_links.App)).Message,
            StringComparison.Ordinal);
    }

    public void Dispose() => _links.Dispose();

    private string Refused() => Assert.Throws<BuildException>(() => PythonSources.Pack(_links.App, "app", new(_links.App))).Message;

    private IReadOnlyList<string> Sources(BuildModel build)
        => ComponentSources.Find(App(Component(build)), Component(build), isBuilt: true);

    private AppModel App(ComponentModel component) => new("app", null, _links.App, null, [component], []);

    private static ComponentModel Component(BuildModel? build) => new("c", "c.wasm", null, new Dictionary<string, string>(), build, []);
}
