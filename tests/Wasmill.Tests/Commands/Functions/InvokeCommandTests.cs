using Wasmill.Tests.Rig;

namespace Wasmill.Tests.Commands.Functions;

public sealed class InvokeCommandTests
{
    private const string Event =
        """{"specversion":"1.0","id":"1","source":"/s","type":"t","datacontenttype":"application/json","data":{"n":1}}""";

    [Fact]
    public async Task The_answer_goes_to_standard_output_and_what_is_said_of_the_run_to_standard_error()
    {
        await using var rig = new CommandRig();
        var outcome =
            (await rig.RunWithInputAsync(Event, "invoke", Checkout.Guest("edges"), "--event", "-", "--path", "/same-body")).Succeeded();
        Assert.Equal("{\"n\":1}\n", outcome.Out);
        Assert.Contains("status 200, no event:\n", outcome.Error, StringComparison.Ordinal);
        Assert.Matches("edges: \\d+\\.\\d{3} ms, peak memory ", outcome.Error);
    }

    [Fact]
    public async Task A_module_that_is_older_than_its_source_is_told()
    {
        await using var rig = new CommandRig();
        var folder = TestApp.Of("echo", "echo", "[component.echo.build]\ncommand = \"true\"\nwatch = [\"*.zig\"]")
            .WriteTo(rig.Files.Path("app"));
        File.WriteAllText(Path.Combine(folder, "main.zig"), "");
        File.SetLastWriteTimeUtc(Path.Combine(folder, "echo.wasm"), DateTime.UnixEpoch);
        var outcome = (await rig.RunWithInputAsync(Event, "invoke", folder, "--event", "-")).Succeeded();
        Assert.StartsWith(
            "Warning: echo.wasm is older than main.zig; run \"wasmill build\"\n", outcome.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("event.json", "event.json is JSON, not a function")]
    [InlineData("folder", "has no spin.toml")]
    public async Task What_is_no_function_is_named(string name, string reason)
    {
        await using var rig = new CommandRig();
        rig.Files.Write("event.json", Event);
        rig.Files.MakeFolder("folder");
        (await rig.RunWithInputAsync(Event, "invoke", rig.Files.Path(name), "--event", "-")).Failed(1, reason);
    }

    [Fact]
    public async Task A_folder_in_the_place_of_the_event_is_named()
    {
        await using var rig = new CommandRig();
        (await rig.RunAsync("invoke", Checkout.Guest("edges"), "--event", rig.Files.FullName)).Failed(2, "is a folder, not a file");
    }

    [Fact]
    public async Task Json_has_the_reply_and_the_times_of_several_runs()
    {
        await using var rig = new CommandRig();
        var file = rig.Files.Write("event.json", Event);
        var row = (await rig.RunAsync(
            "invoke", Checkout.Guest("edges"), "--event", file, "--path", "/same-body", "--reply-type", "scored", "--repeat", "3", "-o",
            "json")).Succeeded().Json();
        Assert.Equal(
            (true, 200, 3),
            (row.GetProperty("delivered").GetBoolean(), row.GetProperty("status").GetInt32(), row.GetProperty("runs").GetInt32()));
        Assert.True(row.GetProperty("p99Milliseconds").GetDouble() > 0);
        var reply = row.GetProperty("events")[0];
        Assert.Equal(("scored", "/targets/edges"), (reply.GetProperty("type").GetString(), reply.GetProperty("source").GetString()));
        Assert.False(reply.TryGetProperty("id", out _));
    }

    [Fact]
    public async Task A_function_that_fails_ends_with_1_and_the_reason()
    {
        await using var rig = new CommandRig();
        var outcome =
            (await rig.RunWithInputAsync(Event, "invoke", Checkout.Guest("edges"), "--event", "-", "--path", "/trap")).EndedWith(1);
        Assert.Contains("Failed: ", outcome.Error, StringComparison.Ordinal);
        var row = (await rig.RunWithInputAsync(Event, "invoke", Checkout.Guest("edges"), "--event", "-", "--path", "/trap", "-o", "json"))
            .EndedWith(1)
            .Json();
        Assert.Equal((false, "Trap"), (row.GetProperty("delivered").GetBoolean(), row.GetProperty("failure").GetString()));
    }

    [Theory]
    [InlineData(2, "--repeat", "--event - --repeat 0")]
    [InlineData(2, "\"x\"", "--event - --path x")]
    [InlineData(2, "--reply-type", "--event - --reply-source /s")]
    [InlineData(2, "none.json", "--event none.json")]
    [InlineData(2, "--event", "")]
    public async Task What_is_wrong_is_told(int code, string reason, string words)
    {
        await using var rig = new CommandRig();
        (await rig.RunWithInputAsync(
            Event, ["invoke", Checkout.Guest("edges"), .. words.Split(' ', StringSplitOptions.RemoveEmptyEntries)])).Failed(code, reason);
    }

    [Fact]
    public async Task Input_that_is_no_event_and_a_file_that_is_no_function_are_named()
    {
        await using var rig = new CommandRig();
        (await rig.RunWithInputAsync("{}", "invoke", Checkout.Guest("edges"), "--event", "-")).Failed(2, "standard input");
        var file = rig.Files.Write("text.wasm", "text");
        (await rig.RunWithInputAsync(Event, "invoke", file, "--event", "-")).Failed(1, "WebAssembly");
        (await rig.RunWithInputAsync(Event, "invoke", rig.Files.Path("none.wasm"), "--event", "-")).Failed(1, "none.wasm");
    }
}
