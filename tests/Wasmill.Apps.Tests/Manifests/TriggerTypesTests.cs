using Wasmill.Apps.Manifests;
using Wasmill.Apps.Manifests.Errors;
using Wasmill.Apps.Manifests.Model;
using Wasmill.Apps.Manifests.Rules;
using Wasmill.Functions;

namespace Wasmill.Apps.Tests.Manifests;

/// <summary>Triggers of other kinds than HTTP: read and warned of, or refused in a line that docs/spin.md has as well.</summary>
public sealed class TriggerTypesTests : IDisposable
{
    private const string Head = "spin_manifest_version = 2\n[application]\nname = \"a\"\n";
    private const string Component = "[component.f]\nsource = \"echo.wasm\"\n";

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Refused => [.. TriggerTypes.Refused.Keys];

    [Fact]
    public async Task A_component_may_have_several_triggers_and_those_of_HTTP_run()
    {
        var app = Read(Head + "[[trigger.http]]\nroute = \"/a\"\ncomponent = \"f\"\n[[trigger.http]]\nroute = \"/b\"\ncomponent = \"f\"\n"
            + "executor = { type = \"http\" }\n[[trigger.redis]]\naddress = \"redis://me:secret@cache.example:6380/?p=secret\"\n"
            + "channel = \"orders\"\ncomponent = \"f\"\n"
            + "[[trigger.cron]]\ncron_expression = \"0 0 * * * * *\"\ncomponent = \"f\"\n" + Component);
        Assert.Equal(["/a", "/b"], app.Routes.Select(route => route.Pattern));
        Assert.Equal(
            [("redis", "f", "channel orders at redis://cache.example:6380"), ("cron", "f", "cron_expression 0 0 * * * * *")],
            app.Triggers.Select(trigger => (trigger.Type, trigger.ComponentId, trigger.Detail)));
        Assert.Equal(
            [
                "11:11: the redis trigger of component f (channel orders at redis://cache.example:6380) is not run: it needs a connection "
                    + "to Redis and a call of handle-redis-message, which this version does not have; give the component an HTTP route, "
                    + "and let a broker's function target deliver the messages as events",
                "15:11: the cron trigger of component f (cron_expression 0 0 * * * * *) is not run: it needs a call of handle-cron-event, "
                    + "which this version does not have; give the component an HTTP route, and let a broker's cron source "
                    + "(\"wasmill create source cron\") and function target deliver the times as events",
            ],
            app.Warnings.Select(warning => $"{warning.Line}:{warning.Column}: {warning.Message}"));
        Assert.Empty(app.Only([]).Warnings);
        await using var runtime = await LoadAsync(app);
        foreach (var path in (string[])["/a", "/b"])
            Assert.Equal("f", (await runtime.HandleAsync(Request(path), TestContext.Current.CancellationToken)).ComponentId);
    }

    [Fact]
    public async Task An_app_that_has_no_other_triggers_does_not_start_and_says_what_they_need()
    {
        var app = Read(Head + "[application.trigger.redis]\naddress = \"redis://cache.example\"\n[[trigger.redis]]\nchannel = \"c\"\n"
            + "component = \"f\"\n" + Component);
        var error = await Assert.ThrowsAsync<ManifestException>(() => LoadAsync(app));
        Assert.Equal(2, error.Errors.Count);
        Assert.StartsWith(
            "the redis trigger of component f (channel c at redis://cache.example) is not run: it needs",
            error.Errors[0].Message,
            StringComparison.Ordinal);
        Assert.Equal("the app a has no HTTP route: add a [[trigger.http]] with a route and a component", error.Errors[1].Message);
    }

    [Theory]
    [InlineData("redis\", address = \"redis://cache.example", "channel = \"c\"", "channel c at redis://cache.example")]
    [InlineData("cron", "cron_expression = \"* * * * * * *\"", "cron_expression * * * * * * *")]
    public void A_trigger_of_version_1_is_read_as_well(string type, string settings, string detail)
    {
        var app = Read($"spin_manifest_version = \"1\"\nname = \"a\"\ntrigger = {{ type = \"{type}\" }}\n[[component]]\nid = \"f\"\n"
            + $"source = \"echo.wasm\"\n[component.trigger]\n{settings}\n");
        Assert.Equal(("f", detail), (app.Triggers.Single().ComponentId, app.Triggers.Single().Detail));
        Assert.Empty(app.Unsupported);
    }

    [Theory]
    [InlineData("[[trigger.redis]]\ncomponent = \"f\"\n", "trigger.redis.channel is missing")]
    [InlineData("[[trigger.redis]]\nchannel = \"c\"\n", "trigger.redis.component is missing")]
    [InlineData(
        "[[trigger.redis]]\nchanel = \"c\"\nchannel = \"c\"\ncomponent = \"f\"\n",
        "trigger.redis.chanel is not known; did you mean channel?")]
    [InlineData("[[trigger.cron]]\ncomponent = \"f\"\n", "trigger.cron.cron_expression is missing")]
    [InlineData("[[trigger.cron]]\ncron_expression = \"*\"\ncomponent = \"g\"\n", "the component g is not in this manifest")]
    public void A_trigger_that_is_not_complete_is_an_error(string trigger, string reason)
        => Assert.Contains(
            reason, Assert.Throws<ManifestException>(() => Read(Head + trigger + Component)).Message, StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(Refused))]
    public void Another_type_of_trigger_is_refused_in_one_line(string type)
    {
        var version2 = Assert.Single(Read(Head + $"[[trigger.{type}]]\ncomponent = \"f\"\nx = 1\n" + Component).Unsupported).Message;
        var version1 = Assert.Single(Read($"spin_version = \"1\"\nname = \"a\"\ntrigger = {{ type = \"{type}\", x = 1 }}\n").Unsupported);
        Assert.Equal($"trigger.{type}: triggers of type {type} are not supported; {TriggerTypes.Refused[type]}", version2);
        Assert.Equal($"trigger.type: triggers of type {type} are not supported; {TriggerTypes.Refused[type]}", version1.Message);
        Assert.DoesNotContain('\n', version2);
    }

    [Theory]
    [InlineData("htp", "\"htp\" is not a valid type of trigger; use http")]
    [InlineData("crn", "\"crn\" is not a valid type of trigger; use http (did you mean cron?)")]
    [InlineData("clock", "\"clock\" is not a valid type of trigger; use http")]
    public void An_unknown_type_is_refused_with_a_guess(string type, string reason)
        => Assert.EndsWith(
            reason,
            Assert.Single(Read(Head + $"[[trigger.{type}]]\ncomponent = \"f\"\n" + Component).Unsupported).Message,
            StringComparison.Ordinal);

    [Fact]
    public void The_page_has_every_type_with_what_to_do()
    {
        var page = File.ReadAllText(Checkout.Path("docs", "spin.md"));
        foreach (var (type, needs) in TriggerTypes.Known)
            Assert.Contains($"| `{type}` | read, not run: {Written(needs)} |", page, StringComparison.Ordinal);
        foreach (var (type, instead) in TriggerTypes.Refused)
            Assert.Contains($"| `{type}` | refused: {Written(instead)} |", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Models_are_warned_of_and_the_app_runs()
    {
        var app = Read(Head + "[[trigger.http]]\nroute = \"/...\"\ncomponent = \"f\"\n" + Component + "ai_models = [\"llama2-chat\"]\n");
        Assert.Equal(
            "9:1: component.f.ai_models: language models are not available to functions; the component runs, and ends when it calls one",
            app.Warnings.Select(warning => $"{warning.Line}:{warning.Column}: {warning.Message}").Single());
        await using var runtime = await LoadAsync(app);
        Assert.Equal(
            200, (await runtime.HandleAsync(Request("/"), TestContext.Current.CancellationToken)).Result!.Response.Status);
    }

    [Theory]
    [InlineData("1", "/api", "/api")]
    [InlineData("1", "api/", "/api")]
    [InlineData("2", "/v1/api", "/v1/api")]
    public async Task A_base_is_before_every_route_as_in_older_versions(string version, string text, string path)
    {
        var app = Read(version == "1"
            ? $"spin_version = \"1\"\nname = \"a\"\ntrigger = {{ type = \"http\", base = \"{text}\" }}\n[[component]]\nid = \"f\"\n"
                + "source = \"echo.wasm\"\n[component.trigger]\nroute = \"/hello/...\"\n"
            : Head + $"[application.trigger.http]\nbase = \"{text}\"\n[[trigger.http]]\nroute = \"/hello/...\"\ncomponent = \"f\"\n"
                + Component);
        Assert.Equal((path + "/hello", true), (app.Routes[0].Prefix, app.Routes[0].IsWildcard));
        await using var runtime = await LoadAsync(app);
        Assert.Null((await runtime.HandleAsync(Request("/hello/x"), TestContext.Current.CancellationToken)).Result);
        var answer = (await runtime.HandleAsync(Request(path + "/hello/x"), TestContext.Current.CancellationToken)).Result!.Body();
        foreach (var header in (string[])[
            "spin-path-info: /x", $"spin-matched-route: {path}/hello/...", $"spin-base-path: {path}",
            "spin-raw-component-route: /hello/...", "spin-component-route: /hello",
        ])
            Assert.Contains($"header {header}\n", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/:id")]
    [InlineData("/a/...")]
    [InlineData("/a?b")]
    [InlineData("/.well-known/spin")]
    public void A_base_that_is_no_path_is_an_error(string text)
        => Assert.Contains(
            $"\"{text}\" is not a valid base; use a path such as /api",
            Assert.Throws<ManifestException>(() => Read(Head + $"[application.trigger.http]\nbase = \"{text}\"\n")).Message,
            StringComparison.Ordinal);

    public void Dispose() => _folder.Dispose();

    // In a table of Markdown.
    private static string Written(string text)
        => text.Replace("\"wasmill create source cron\"", "`wasmill create source cron`", StringComparison.Ordinal);

    private static AppRequest Request(string target) => new("GET", target, "http://h", [], default, "127.0.0.1:1");

    private static Task<AppRuntime> LoadAsync(AppModel app)
        => AppRuntime.LoadAsync(app, TestHost.Instance, FunctionLimits.Default, TestContext.Current.CancellationToken);

    private AppModel Read(string manifest)
    {
        File.Copy(Checkout.Guest("echo"), _folder.Path("echo.wasm"), overwrite: true);
        return ManifestReader.Read(_folder.Write("spin.toml", manifest));
    }
}
