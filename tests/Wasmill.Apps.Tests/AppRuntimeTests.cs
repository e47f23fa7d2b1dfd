using Wasmill.Apps.Manifests.Errors;
using Wasmill.Apps.Manifests.Model;
using Wasmill.Functions;

namespace Wasmill.Apps.Tests;

public sealed class AppRuntimeTests
{
    private static readonly string Guests = Checkout.Guests;
    private static readonly Dictionary<string, string> Empty = [];

    [Fact]
    public async Task A_guest_sees_the_environment_of_its_component()
    {
        await using var app = await LoadAsync(Edges(new Dictionary<string, string> { ["GREETING"] = "grüezi" }));
        Assert.Equal("grüezi", (await CallAsync(app, "/environment")).Result!.Body());
    }

    [Fact]
    public async Task A_path_without_a_route_has_no_result()
    {
        await using var app = await LoadAsync(Edges(Empty), "/only");
        Assert.Equal(new AppAnswer(null, null), await CallAsync(app, "/other"));
    }

    [Fact]
    public async Task A_module_that_was_not_built_is_named_with_what_to_type()
    {
        var error = await Assert.ThrowsAsync<ManifestException>(() => LoadAsync(Edges(Empty) with { Source = "missing.wasm" }));
        Assert.Contains(
            $"{Path.Combine(Guests, "missing.wasm")} does not exist; run \"wasmill build\"", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_an_app_asks_for_in_vain_is_refused_at_once_with_its_lines_and_reasons()
    {
        var component = Edges(Empty) with { Unsupported = [new ManifestError("spin.toml", 7, 1, "component.edges.ai_models: none")] };
        var app = new AppModel("app", null, Guests, null, [component], [new RouteModel("/...", "edges")])
        {
            Unsupported = [new ManifestError("spin.toml", 3, 1, "trigger.redis: none")],
        };
        var error = await Assert.ThrowsAsync<ManifestException>(() => LoadAsync(app));
        Assert.Equal("spin.toml:3:1: trigger.redis: none\nspin.toml:7:1: component.edges.ai_models: none", error.Message);
    }

    [Fact]
    public async Task A_component_that_no_route_leads_to_is_neither_loaded_nor_refused()
    {
        var idle = Edges(Empty) with { Id = "idle", Source = "missing.wasm", Unsupported = [new ManifestError("spin.toml", 7, 1, "none")] };
        await using var app = await LoadAsync(
            new AppModel("app", null, Guests, null, [Edges(Empty), idle], [new RouteModel("/...", "edges")]));
        Assert.Equal("ok", (await CallAsync(app, "/no-headers")).Result!.Body());
    }

    [Fact]
    public async Task A_static_response_needs_no_module()
    {
        var route = new RouteModel("/hello", "greeting")
        {
            StaticResponse = new StaticResponseModel(201, new Dictionary<string, string> { ["x-a"] = "1" }, "grüezi"),
        };
        await using var app = await LoadAsync(new AppModel("app", null, Guests, null, [], [route]));
        var (id, result) = await CallAsync(app, "/hello?x");
        Assert.Equal(("greeting", 201, "1", "grüezi"), (id, result!.Response.Status, result.Header("x-a"), result.Body()));
    }

    [Fact]
    public async Task A_components_own_limits_hold_before_those_for_all()
    {
        await using var app = await LoadAsync(Edges(Empty) with { Limits = new LimitsModel { Deadline = TimeSpan.FromMilliseconds(30) } });
        var result = (await CallAsync(app, "/loop")).Result!;
        Assert.Equal((FunctionFailure.Deadline, true), (result.Failure, result.Reason.Contains("0.03 s", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task An_app_without_a_route_is_refused()
    {
        var error = await Assert.ThrowsAsync<ManifestException>(() => LoadAsync(Edges(Empty), routes: []));
        Assert.Contains("has no HTTP route", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_no_module_is_refused_and_what_was_loaded_before_is_let_go()
    {
        var broken = Edges(Empty) with { Id = "broken", Source = "echo.c" };
        var model = new AppModel(
            "app", null, Guests, null, [Edges(Empty), broken], [new RouteModel("/...", "edges"), new RouteModel("/broken", "broken")]);
        var error = await Assert.ThrowsAsync<ManifestException>(() =>
            AppRuntime.LoadAsync(model, TestHost.Instance, FunctionLimits.Default, TestContext.Current.CancellationToken));
        Assert.Equal("broken is not a WebAssembly module: it does not begin with the WebAssembly magic number", error.Message);
    }

    private static ComponentModel Edges(IReadOnlyDictionary<string, string> environment)
        => new("edges", "edges.wasm", null, environment, null, []);

    private static Task<AppRuntime> LoadAsync(AppModel app)
        => AppRuntime.LoadAsync(app, TestHost.Instance, FunctionLimits.Default, TestContext.Current.CancellationToken);

    private static Task<AppRuntime> LoadAsync(ComponentModel component, params string[] routes)
        => LoadAsync(
            new AppModel("app", null, Guests, null, [component], [.. routes.Select(route => new RouteModel(route, component.Id))]));

    private static Task<AppRuntime> LoadAsync(ComponentModel component) => LoadAsync(component, ["/..."]);

    private static ValueTask<AppAnswer> CallAsync(AppRuntime app, string target)
        => app.HandleAsync(new AppRequest("GET", target, "http://h", [], default, "127.0.0.1:1"), TestContext.Current.CancellationToken);
}
