using Wasmill.Apps.Building;
using Wasmill.Apps.Building.Commands;
using Wasmill.Apps.Manifests.Model;

namespace Wasmill.Apps.Tests.Building.Commands;

public sealed class BuildCommandTests
{
    [Theory]
    [InlineData("wasmill build-py app -o app.wasm", "app", "app.wasm")]
    [InlineData("spin py2wasm app -o app.wasm", "app", "app.wasm")]
    [InlineData("spin py2wasm app", "app", "index.wasm")]
    [InlineData("wasmill build-py app", "app", "app.wasm")]
    [InlineData("spin py2wasm app --output=x.wasm", "app", "x.wasm")]
    [InlineData("spin py2wasm 'app' -o \"out dir/x.wasm\"", "app", "out dir/x.wasm")]
    [InlineData("  spin   py2wasm  --output out/x.wasm main.py ", "main.py", "out/x.wasm")]
    public void Our_own_commands_are_understood(string command, string module, string output)
        => Assert.Equal(new BuildCommand(module, output), BuildCommand.TryParse(command));

    [Theory]
    [InlineData("make")]
    [InlineData("spin js2wasm app")]
    [InlineData("spin py2wasm app && echo done")]
    [InlineData("spin py2wasm -p . app")]
    [InlineData("spin py2wasm")]
    [InlineData("spin py2wasm app -o $OUT")]
    [InlineData("spin py2wasm app -o app.wasm; echo done")]
    [InlineData("spin py2wasm app -o app.wasm&&true")]
    [InlineData("spin py2wasm app -o 'app.wasm")]
    [InlineData("spin py2wasm app -o")]
    [InlineData("spin py2wasm app -o ''")]
    public void Everything_else_is_the_shells(string command) => Assert.Null(BuildCommand.TryParse(command));

    [Fact]
    public async Task A_shell_command_runs_in_its_folder_and_its_failure_is_the_builds()
    {
        var folder = Directory.CreateTempSubdirectory("wasmill-build-").FullName;
        Directory.CreateDirectory(Path.Combine(folder, "sub"));
        AppModel App(params string[] commands) => new(
            "a",
            null,
            folder,
            null,
            [new ComponentModel("c", "a.wasm", null, new Dictionary<string, string>(), new BuildModel(commands, "sub", []), [])],
            []);
        using var builder = new AppBuilder(TestHost.Instance, _ => { });
        await builder.BuildAsync(App("echo one > a.txt", "echo two >> a.txt"), [], TestContext.Current.CancellationToken);
        Assert.Equal(
            "one\ntwo\n", await File.ReadAllTextAsync(Path.Combine(folder, "sub", "a.txt"), TestContext.Current.CancellationToken));
        var error =
            await Assert.ThrowsAsync<BuildException>(() => builder.BuildAsync(App("exit 3"), [], TestContext.Current.CancellationToken));
        Assert.Equal("Build command for component c failed with status 3: exit 3", error.Message);
        Directory.Delete(folder, recursive: true);
    }
}
