using System.IO.Compression;
using System.Text;
using Wasmill.Apps.Building.Commands;
using Wasmill.Apps.Manifests;
using Wasmill.Apps.Templates;
using Wasmill.Events.Http;
using Wasmill.Functions;

namespace Wasmill.Apps.Tests.Templates;

public sealed class AppTemplatesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("wasmill-new-").FullName;

    [Theory]
    [InlineData("http-py", "ce-type", "Hello from my-app\n", "a.b.seen")]
    [InlineData("event-py", "ce-type", null, "a.b.seen")]
    public async Task Every_template_builds_and_answers(string template, string header, string? plain, string type)
    {
        AppTemplates.Create(new NewAppRequest(template, "my-app", _folder, new Dictionary<string, string>(), false));
        var app = AppLocator.Locate(_folder);
        var said = new List<string>();
        using var builder = new AppBuilder(TestHost.Instance, said.Add);
        await builder.BuildAsync(app, [], TestContext.Current.CancellationToken);
        Assert.Equal("Finished building all Spin components", said[^1]);
        await using var runtime = await AppRuntime.LoadAsync(
            app, TestHost.Instance, FunctionLimits.Default, TestContext.Current.CancellationToken);

        async Task<FunctionResult> Call(params HeaderField[] headers)
            => (await runtime.HandleAsync(
                new AppRequest("POST", "/", "http://h", headers, "{\"n\":1}"u8.ToArray(), "c"),
                TestContext.Current.CancellationToken)).Result!;
        if (plain is not null)
            Assert.Equal(plain, (await Call()).Body());
        var answer = await Call(
            new("ce-specversion", "1.0"),
            new("ce-id", "1"),
            new("ce-source", "/s"),
            new(header, "a.b"),
            new("content-type", "application/json"));
        Assert.Equal(
            (200, type, """{"seen": {"n": 1}}""", "my-app"),
            (answer.Response.Status, answer.Header("ce-type"), answer.Body(), answer.Header("ce-source")));
    }

    [Fact]
    public async Task The_template_for_C_builds_with_clang_and_answers()
    {
        Clang.SkipWithout();
        AppTemplates.Create(new NewAppRequest("http-c", "my-app", _folder, new Dictionary<string, string>(), false));
        var app = AppLocator.Locate(_folder);
        var said = new List<string>();
        using var builder = new AppBuilder(TestHost.Instance, said.Add);
        await builder.BuildAsync(app, [], TestContext.Current.CancellationToken);
        Assert.Equal(
            ["Building component my-app with `wasmill build-c app.c -o app.wasm`", "Finished building all Spin components"],
            [said[0], said[^1]]);
        // One line between them: no warning of the compiler's.
        Assert.Matches(@"^app\.wasm: \d+\.\d KiB in \d+\.\d s$", Assert.Single(said[1..^1]));
        await using var runtime = await AppRuntime.LoadAsync(
            app, TestHost.Instance, FunctionLimits.Default, TestContext.Current.CancellationToken);

        async Task<FunctionResult> Call(string body, params HeaderField[] headers)
            => (await runtime.HandleAsync(
                new AppRequest("POST", "/", "http://h", headers, Encoding.UTF8.GetBytes(body), "c"),
                TestContext.Current.CancellationToken)).Result!;
        var plain = await Call("");
        Assert.Equal(("Hello from my-app\n", "POST /"), (plain.Body(), Assert.Single(plain.Log).Text));
        var answer = await Call(
            """{"n":1}""",
            new("ce-specversion", "1.0"),
            new("ce-id", "1"),
            new("ce-source", "/s"),
            new("ce-type", "a.b"),
            new("content-type", "application/json"));
        Assert.Equal(
            (200, "a.b.seen", """{"seen": {"n":1}}""", "my-app"),
            (answer.Response.Status, answer.Header("ce-type"), answer.Body(), answer.Header("ce-source")));
        Assert.Equal("1.0", answer.Header("ce-specversion"));
        Assert.True(answer.MemoryBytes is > 0 and < 1 << 20);
    }

    // Their compilers and packages are the user's: a module of the same toolchain stands where theirs will.
    [Theory]
    [InlineData("http-rust", "target/wasm32-wasip1/release/my_app.wasm", "rust", "spin5-echo", "spin5-echo.wasm")]
    [InlineData("http-go", "app.wasm", "go", "wagi-echo", "wagi-echo.wasm.gz")]
    public async Task A_module_is_served_from_where_the_build_command_puts_it(
        string template, string module, string language, string guest, string file)
    {
        AppTemplates.Create(new NewAppRequest(template, "my-app", _folder, new Dictionary<string, string>(), false));
        var place = Path.Combine(_folder, module);
        Directory.CreateDirectory(Path.GetDirectoryName(place)!);
        using (var content = File.OpenRead(Checkout.Shared("guests", language, guest, file)))
        {
            using var written = File.Create(place);
            using Stream unpacked = file.EndsWith(".gz", StringComparison.Ordinal)
                ? new GZipStream(content, CompressionMode.Decompress)
                : content;
            await unpacked.CopyToAsync(written, TestContext.Current.CancellationToken);
        }

        await using var runtime = await AppRuntime.LoadAsync(
            AppLocator.Locate(_folder), TestHost.Instance, FunctionLimits.Default, TestContext.Current.CancellationToken);
        var answer = await runtime.HandleAsync(
            new AppRequest("GET", "/a", "http://h", [], default, "c"), TestContext.Current.CancellationToken);
        Assert.Equal((200, "application/json"), (answer.Result!.Response.Status, answer.Result.Header("content-type")));
        Assert.DoesNotContain("{{", File.ReadAllText(Path.Combine(_folder, "spin.toml")), StringComparison.Ordinal);
    }

    [Fact]
    public void JavaScript_is_refused_by_name()
    {
        var error = Assert.Throws<TemplateException>(() =>
            AppTemplates.Create(new NewAppRequest("http-js", "my-app", _folder, new Dictionary<string, string>(), false)));
        Assert.Equal(
            "template http-js does not exist: this version of wasmill does not build JavaScript. Templates: http-py, event-py, http-c, "
                + "http-rust, http-go",
            error.Message);
        Assert.Empty(Directory.GetFileSystemEntries(_folder));
    }

    [Fact]
    public void Values_are_filled_in_and_cannot_break_the_manifest()
    {
        AppTemplates.Create(new NewAppRequest(
            "http-py",
            "x",
            _folder,
            new Dictionary<string, string> { ["project-description"] = "says \"hi\" \\", ["http-path"] = "/hello" },
            false));
        var app = AppLocator.Locate(_folder);
        Assert.Equal(("x", "/hello"), (app.Name, app.Routes[0].Pattern));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
