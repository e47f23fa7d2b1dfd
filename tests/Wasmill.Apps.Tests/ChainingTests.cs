using System.Text;
using Wasmill.Apps.Manifests;
using Wasmill.Functions;

namespace Wasmill.Apps.Tests;

/// <summary>Components that ask each other as <c>http://NAME.spin.internal</c>, with real guests and without a network.</summary>
public sealed class ChainingTests : IDisposable
{
    private const string Front = "allowed_outbound_hosts = [\"http://*.spin.internal\"]";

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_private_component_is_asked_by_its_name_and_sees_what_Spin_would_tell_it()
    {
        var answers = new List<AppAnswer>();
        await using var app = await LoadAsync(Two(Private("back", "echo")), answers);
        var text = await AskAsync(app, "POST http://back.spin.internal/a/b?c=d hello");
        Assert.StartsWith("status 200\ncontent-type: text/plain\nmethod 1\nuri /a/b?c=d\n", text, StringComparison.Ordinal);
        Assert.Contains("header spin-path-info: /a/b\n", text, StringComparison.Ordinal);
        Assert.Contains("header spin-full-url: http://back.spin.internal/a/b?c=d\n", text, StringComparison.Ordinal);
        Assert.Contains("header spin-matched-route: /...\n", text, StringComparison.Ordinal);
        Assert.Contains("header spin-client-addr: 0.0.0.0:0\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("header host:", text, StringComparison.Ordinal);
        Assert.EndsWith("body 1 5\nhello\n", text, StringComparison.Ordinal);
        // Its output is told like that of any call.
        Assert.Equal(["back"], answers.Select(answer => answer.ComponentId));
        Assert.StartsWith("echo called with", answers[0].Result!.Log[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_private_component_is_not_reached_from_outside()
    {
        await using var app = await LoadAsync(Two(Private("back", "echo")).Replace("\"/...\"", "\"/front\"", StringComparison.Ordinal));
        Assert.Null((await app.HandleAsync(new AppRequest("GET", "/back", "http://h", [], default, "127.0.0.1:1"), Cancel)).Result);
    }

    [Fact]
    public async Task A_component_with_a_route_is_asked_as_if_it_were_behind_every_path()
    {
        await using var app = await LoadAsync(Two("[[trigger.http]]\nroute = \"/only/:here\"\ncomponent = \"back\"\n"
            + "[component.back]\nsource = \"echo.wasm\"\n"));
        var text = await AskAsync(app, "GET http://back.spin.internal/elsewhere");
        Assert.Contains("header spin-path-info: /elsewhere\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("spin-path-match-here", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_behind_WAGI_is_asked_as_its_trigger_says()
    {
        await using var app = await LoadAsync(Two("[[trigger.http]]\nroute = { private = true }\ncomponent = \"back\"\n"
            + "executor = { type = \"wagi\" }\n[component.back]\nsource = \"wagi.wasm\"\n"));
        Assert.StartsWith("status 200\n", await AskAsync(app, "GET http://back.spin.internal/env"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_component_without_an_HTTP_trigger_is_an_error_and_no_name_goes_to_the_network()
    {
        await using var app = await LoadAsync(Two("[component.back]\nsource = \"echo.wasm\"\n"));
        Assert.Equal(
            "error 3\nerror 3\n", await AskAsync(app, "GET http://back.spin.internal/\nGET http://nobody.spin.internal/"));
    }

    [Fact]
    public async Task Components_that_ask_each_other_in_a_circle_are_stopped_at_the_third_request()
    {
        await using var app = await LoadAsync(Two(Private("back", "capabilities", Front)));
        const string There = "POST http://back.spin.internal/ ";
        const string Back = "POST http://front.spin.internal/ ";
        Assert.Equal("status 200\nstatus 200\nstatus 200\n\n\n\n", await AskAsync(app, There + Back + There));
        Assert.Equal("status 200\nstatus 200\nstatus 200\nerror 5\n\n\n\n", await AskAsync(app, There + Back + There + Back + There));
    }

    [Fact]
    public async Task A_component_that_never_answers_ends_the_one_that_asks_at_its_deadline()
    {
        await using var app = await LoadAsync(Two(
            "[component.front.tool.wasmill]\ndeadline = \"300ms\"\n"
                + Private("back", "capabilities", "key_value_stores = [\"default\"]")));
        var answer = await app.HandleAsync(Script("POST http://back.spin.internal/ for-ever"), Cancel);
        Assert.Equal(FunctionFailure.Deadline, answer.Result!.Failure);
    }

    [Fact]
    public async Task Only_some_components_are_asked_when_only_those_are_served()
    {
        Write(Two(Private("back", "echo")));
        await using var app = await AppRuntime.LoadAsync(
            AppLocator.Locate(_folder.FullName).Only(["front"]), TestHost.Instance, FunctionLimits.Default, Cancel);
        Assert.Equal("error 3\n", await AskAsync(app, "GET http://back.spin.internal/"));
    }

    public void Dispose() => _folder.Dispose();

    private static string Two(string more)
        => "spin_manifest_version = 2\n[application]\nname = \"a\"\n[[trigger.http]]\nroute = \"/...\"\ncomponent = \"front\"\n"
            + $"[component.front]\nsource = \"capabilities.wasm\"\n{Front}\n{more}";

    private static string Private(string id, string guest, string settings = "")
        => $"[[trigger.http]]\nroute = {{ private = true }}\ncomponent = \"{id}\"\n[component.{id}]\n"
            + $"source = \"{guest}.wasm\"\n{settings}\n";

    private static AppRequest Script(string script)
        => new("POST", "/", "http://h", [], Encoding.UTF8.GetBytes(script), "127.0.0.1:1");

    private static async Task<string> AskAsync(AppRuntime app, string script)
    {
        var result = (await app.HandleAsync(Script(script), Cancel)).Result!;
        Assert.Equal((FunctionFailure.None, ""), (result.Failure, result.Reason));
        return result.Body();
    }

    private void Write(string manifest)
    {
        _folder.Write("spin.toml", manifest);
        foreach (var guest in (string[])["capabilities", "echo", "wagi"])
            File.Copy(Checkout.Guest(guest), _folder.Path(guest + ".wasm"), overwrite: true);
    }

    private async Task<AppRuntime> LoadAsync(string manifest, List<AppAnswer>? answers = null)
    {
        Write(manifest);
        var app = await AppRuntime.LoadAsync(AppLocator.Locate(_folder.FullName), TestHost.Instance, FunctionLimits.Default, Cancel);
        app.SelfAnswered = answer => answers?.Add(answer);
        return app;
    }
}
