using Wasmill.Apps.Building.Commands;
using Wasmill.Apps.Manifests;
using Wasmill.Apps.Templates;
using Wasmill.Functions;

namespace Wasmill.Apps.Tests.Templates;

/// <summary>What <c>wasmill add</c> adds to an app, and what it refuses: then nothing is changed.</summary>
public sealed class AddedComponentTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("wasmill-add-").FullName;

    private string Manifest => Path.Combine(_folder, "spin.toml");

    [Fact]
    public async Task A_component_is_built_and_answers_beside_the_first_one()
    {
        AppTemplates.Create(new NewAppRequest("http-py", "my-app", _folder, new Dictionary<string, string>(), false));
        await File.AppendAllTextAsync(Manifest, "# mine", TestContext.Current.CancellationToken);
        var files = AppTemplates.Add(Ask("http-py", "second"));
        Assert.Equal(["second/.gitignore", "second/Pipfile", "second/README.md", "second/app.py"], files);
        Assert.All(files, file => Assert.True(File.Exists(Path.Combine(_folder, file)), file));

        var app = AppLocator.Locate(_folder);
        Assert.Equal([("/...", "my-app"), ("/second/...", "second")], app.Routes.Select(route => (route.Pattern, route.ComponentId)));
        Assert.Contains("# mine", await File.ReadAllTextAsync(Manifest, TestContext.Current.CancellationToken), StringComparison.Ordinal);
        using var builder = new AppBuilder(TestHost.Instance, static _ => { });
        await builder.BuildAsync(app, [], TestContext.Current.CancellationToken);
        await using var runtime = await AppRuntime.LoadAsync(
            app, TestHost.Instance, FunctionLimits.Default, TestContext.Current.CancellationToken);
        foreach (var (path, name) in ((string, string)[])[("/", "my-app"), ("/second", "second")])
        {
            var answer = await runtime.HandleAsync(
                new AppRequest("GET", path, "http://h", [], default, "c"), TestContext.Current.CancellationToken);
            Assert.Equal($"Hello from {name}\n", answer.Result!.Body());
        }
    }

    [Theory]
    [InlineData("http-c")]
    [InlineData("event-py")]
    [InlineData("http-rust")]
    [InlineData("http-go")]
    public void Every_template_can_be_added(string template)
    {
        AppTemplates.Create(new NewAppRequest("http-py", "my-app", _folder, new Dictionary<string, string>(), false));
        AppTemplates.Add(Ask(template, "two-words", "/x"));
        var added = AppLocator.Locate(_folder).Components[1];
        Assert.Equal(("two-words", "two-words"), (added.Id, added.Build!.WorkingFolder));
        Assert.StartsWith(
            template == "http-rust" ? "two-words/target/wasm32-wasip1/release/two_words.wasm" : "two-words/app.wasm",
            added.Source,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("my-app", "has a component \"my-app\" already; use another name")]
    [InlineData("My", "\"My\" is not a valid component name")]
    [InlineData("full", "exists and is not empty: use another name")]
    public void A_name_that_is_taken_or_wrong_is_refused(string name, string reason)
    {
        AppTemplates.Create(new NewAppRequest("http-py", "my-app", _folder, new Dictionary<string, string>(), false));
        Directory.CreateDirectory(Path.Combine(_folder, "full", "x"));
        Refuses(Ask("http-py", name), reason);
    }

    [Fact]
    public void A_route_that_is_taken_is_refused()
    {
        AppTemplates.Create(new NewAppRequest("http-py", "my-app", _folder, new Dictionary<string, string>(), false));
        Refuses(Ask("http-py", "second", "/..."), "has the route /... already, for my-app; use another one with -v http-path=ROUTE");
    }

    [Fact]
    public void A_manifest_of_version_1_or_with_an_error_is_refused()
    {
        File.WriteAllText(Manifest, """
            spin_manifest_version = "1"
            name = "old"
            version = "1.0.0"
            trigger = { type = "http", base = "/" }

            [[component]]
            id = "old"
            source = "old.wasm"
            [component.trigger]
            route = "/"
            """);
        Refuses(Ask("http-py", "second"), "has version 1, which names components in another way");
        File.WriteAllText(Manifest, "spin_manifest_version = 2\n[application]\nnam = \"x\"\n");
        Refuses(Ask("http-py", "second"), "nam");
        File.Delete(Manifest);
        Assert.Contains(
            "cannot be read",
            Assert.Throws<TemplateException>(() => AppTemplates.Add(Ask("http-py", "second"))).Message,
            StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private void Refuses(AddComponentRequest request, string reason)
    {
        var before = (File.ReadAllText(Manifest), Directory.GetFileSystemEntries(_folder).Length);
        Assert.Contains(reason, Assert.Throws<TemplateException>(() => AppTemplates.Add(request)).Message, StringComparison.Ordinal);
        Assert.Equal(before, (File.ReadAllText(Manifest), Directory.GetFileSystemEntries(_folder).Length));
    }

    private AddComponentRequest Ask(string template, string name, string? route = null)
        => new(template, name, Manifest, route is null ? new Dictionary<string, string>() : new() { ["http-path"] = route });
}
