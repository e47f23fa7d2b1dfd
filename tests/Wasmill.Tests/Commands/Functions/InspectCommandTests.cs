using Wasmill.Tests.Rig;

namespace Wasmill.Tests.Commands.Functions;

public sealed class InspectCommandTests
{
    [Fact]
    public async Task What_a_module_is_is_shown_without_running_it()
    {
        await using var rig = new CommandRig();
        var text = (await rig.RunAsync("inspect", Checkout.Guest("echo"))).Succeeded().Out;
        Assert.Contains("echo.wasm", text, StringComparison.Ordinal);
        Assert.Contains("handle-http-request", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_module_of_an_app_is_shown_once()
    {
        await using var rig = new CommandRig();
        var folder = new TestApp("two").Route("/a", "a").Route("/b", "b").Route("/c", "edges")
            .Component("a", guest: "echo").Component("b", guest: "echo").Component("edges").WriteTo(rig.Files.Path("two"));
        var rows = (await rig.RunAsync("inspect", folder, "-o", "json")).Succeeded().Json();
        Assert.Equal(
            ["echo.wasm", "edges.wasm"], rows.EnumerateArray().Select(row => Path.GetFileName(row.GetProperty("path").GetString())));
    }

    [Fact]
    public async Task The_triggers_of_a_module_are_shown_and_those_that_are_not_run_are_marked()
    {
        await using var rig = new CommandRig();
        var folder = new TestApp("app").Route("/a/...", "a").Component("a", "[[trigger.http]]\nroute = { private = true }\n"
            + "component = \"a\"\n[[trigger.cron]]\ncron_expression = \"0 * * * * * *\"\ncomponent = \"a\"", "echo")
            .WriteTo(rig.Files.Path("app"));
        var text = (await rig.RunAsync("inspect", folder)).Succeeded().Out;
        Assert.Contains(
            "  Trigger:  a: http, route /a/...\n  Trigger:  a: http, private\n  Trigger:  a: cron, cron_expression 0 * * * * * *\n"
                + "            not run by this version: it needs a call of handle-cron-event",
            text,
            StringComparison.Ordinal);
        var row = (await rig.RunAsync("inspect", folder, "-o", "json")).Succeeded().Json()[0].GetProperty("triggers")[2];
        Assert.Equal(
            ("a", "cron", "cron_expression 0 * * * * * *"),
            (
                row.GetProperty("component").GetString(),
                row.GetProperty("type").GetString(),
                row.GetProperty("detail").GetString()));
        Assert.StartsWith("it needs", row.GetProperty("advice").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain(
            "Trigger:", (await rig.RunAsync("inspect", Checkout.Guest("echo"))).Succeeded().Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_no_module_and_one_that_is_missing_are_named()
    {
        await using var rig = new CommandRig();
        (await rig.RunAsync("inspect", rig.Files.Write("text.wasm", "text"))).Failed(1, "WebAssembly");
        (await rig.RunAsync("inspect", rig.Files.Path("none.wasm"))).Failed(1, "none.wasm");
        (await rig.RunAsync("inspect", "a", "b")).Failed(2, "\"b\"");
    }
}
