using Wasmill.Apps.Manifests;
using Wasmill.Functions;

namespace Wasmill.Apps.Tests;

public sealed class AppRuntimeTests
{
    private static readonly string Guests = Path.Combine(Checkout.Root, "tests", "guests");
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
        Assert.Contains($"{Path.Combine(Guests, "missing.wasm")} does not exist; run \"wasmill build\"", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_component_asks_for_in_vain_is_refused_by_name()
    {
        var error = await Assert.ThrowsAsync<ManifestException>(() => LoadAsync(Edges(Empty) with { Unsupported = ["key_value_stores", "files"] }));
        Assert.Contains("the component edges asks for key_value_stores, files, which this version of wasmill does not support", error.Message, StringComparison.Ordinal);
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
        var model = new AppModel("app", null, Guests, null, [Edges(Empty), broken], [new RouteModel("/...", "edges")]);
        await Assert.ThrowsAsync<FunctionLoadException>(() => AppRuntime.LoadAsync(model, SharedHost.Instance, FunctionLimits.Default, TestContext.Current.CancellationToken));
    }

    private static ComponentModel Edges(IReadOnlyDictionary<string, string> environment) => new("edges", "edges.wasm", null, environment, null, []);

    private static Task<AppRuntime> LoadAsync(ComponentModel component, params string[] routes)
        => AppRuntime.LoadAsync(
            new AppModel("app", null, Guests, null, [component], [.. routes.Select(route => new RouteModel(route, component.Id))]),
            SharedHost.Instance, FunctionLimits.Default, TestContext.Current.CancellationToken);

    private static Task<AppRuntime> LoadAsync(ComponentModel component) => LoadAsync(component, ["/..."]);

    private static ValueTask<AppAnswer> CallAsync(AppRuntime app, string target)
        => app.HandleAsync(new AppRequest("GET", target, "http://h", [], default, "127.0.0.1:1"), TestContext.Current.CancellationToken);
}
