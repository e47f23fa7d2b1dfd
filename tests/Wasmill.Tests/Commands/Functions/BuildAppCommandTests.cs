using Wasmill.Tests.Rig;

namespace Wasmill.Tests.Commands.Functions;

public sealed class BuildAppCommandTests
{
    [Fact]
    public async Task The_build_commands_of_all_components_run_or_those_of_one()
    {
        await using var rig = new CommandRig();
        var folder = App(rig, "touch built-one", "touch built-two");
        var outcome = (await rig.RunAsync("build", "-f", folder)).Succeeded();
        Assert.Contains("Building component one with `touch built-one`\n", outcome.Out, StringComparison.Ordinal);
        Assert.EndsWith("Finished building all Spin components\n", outcome.Out, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(folder, "built-one")) && File.Exists(Path.Combine(folder, "built-two")));

        File.Delete(Path.Combine(folder, "built-one"));
        File.Delete(Path.Combine(folder, "built-two"));
        (await rig.RunAsync("build", Path.Combine(folder, "spin.toml"), "-c", "two")).Succeeded();
        Assert.Equal((false, true), (File.Exists(Path.Combine(folder, "built-one")), File.Exists(Path.Combine(folder, "built-two"))));
    }

    [Fact]
    public async Task A_command_that_fails_is_named_with_its_status()
    {
        await using var rig = new CommandRig();
        (await rig.RunAsync("build", "-f", App(rig, "exit 3", "true"))).Failed(1, "component one", "status 3", "exit 3");
    }

    [Theory]
    [InlineData(1, "three", "-c three")]
    [InlineData(1, "nothing", "--profile nothing")]
    [InlineData(2, "--fast", "--fast")]
    public async Task What_is_wrong_is_told(int code, string reason, string words)
    {
        await using var rig = new CommandRig();
        (await rig.RunAsync(["build", "-f", App(rig, "true", "true"), .. words.Split(' ')])).Failed(code, reason);
    }

    [Fact]
    public async Task A_folder_without_a_manifest_is_named()
    {
        await using var rig = new CommandRig();
        (await rig.RunAsync("build", "-f", rig.Files.MakeFolder("empty"))).Failed(1, "spin.toml");
    }

    [Fact]
    public async Task With_up_the_app_is_served_afterwards()
    {
        await using var rig = new CommandRig();
        await using var sink = await FlakySink.StartAsync();
        await using var up = rig.Start("build", "-f", App(rig, "true", "true"), "--up");
        // It listens on Spin's own port, which another program may have.
        var ended = await Task.WhenAny(up.WaitForAsync("Available Routes:"), up.EndAsync());
        if (ended is Task<CommandOutcome> outcome)
            (await outcome).Failed(1, "127.0.0.1:3000 is already in use");
        else
            (await up.InterruptAsync()).Succeeded();
    }

    private static string App(CommandRig rig, string one, string two) => new TestApp("two")
        .Route("/one", "one").Route("/two", "two")
        .Component("one", $"[component.one.build]\ncommand = \"{one}\"", guest: "echo")
        .Component("two", $"[component.two.build]\ncommand = \"{two}\"", guest: "echo")
        .WriteTo(rig.Files.Path("two"));
}
