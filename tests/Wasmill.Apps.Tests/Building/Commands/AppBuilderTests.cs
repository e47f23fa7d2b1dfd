using System.Diagnostics;
using Wasmill.Apps.Building;
using Wasmill.Apps.Building.Commands;
using Wasmill.Apps.Manifests.Model;

namespace Wasmill.Apps.Tests.Building.Commands;

public sealed class AppBuilderTests : IDisposable
{
    private static readonly Dictionary<string, string> Empty = [];
    private readonly string _folder = Directory.CreateTempSubdirectory("wasmill-build-").FullName;
    private readonly List<string> _said = [];

    [Fact]
    public async Task The_words_are_those_of_spin_build()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "sub"));
        await BuildAsync(App(
            Component("one", null, "true"),
            Component("two", "sub", "true", "exit 0"),
            new ComponentModel("three", "c.wasm", null, Empty, null, [])));
        Assert.Equal(
            [
                "Building component one with `true`",
                "Building component two (2 commands)",
                "Running build step 1/2 for component two with 'true'",
                $"Working directory: \"{Path.Combine(_folder, "sub")}\"",
                "Running build step 2/2 for component two with 'exit 0'",
                $"Working directory: \"{Path.Combine(_folder, "sub")}\"",
                "Finished building all Spin components",
            ],
            _said);
    }

    [Fact]
    public async Task An_app_without_build_commands_says_so()
    {
        await BuildAsync(App(new ComponentModel("a", "a.wasm", null, Empty, null, [])));
        Assert.Equal(["None of the components have a build command."], _said);
    }

    [Fact]
    public async Task The_first_command_that_fails_ends_the_build()
    {
        var error = await Assert.ThrowsAsync<BuildException>(() =>
            BuildAsync(App(Component("a", null, "exit 4", "echo > later"), Component("b", null, "echo > later"))));
        Assert.Equal("Build command for component a failed with status 4: exit 4", error.Message);
        Assert.False(File.Exists(Path.Combine(_folder, "later")));
    }

    [Fact]
    public async Task A_command_that_is_not_installed_is_explained()
    {
        var error = await Assert.ThrowsAsync<BuildException>(() => BuildAsync(App(Component("a", null, "no-such-compiler-here x 2>&-"))));
        Assert.Contains(
            "failed with status 127: no-such-compiler-here x 2>&-; the shell found no such command",
            error.Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("spin js2wasm app.js -o app.wasm")]
    [InlineData("wasmill build-js app.js")]
    public async Task JavaScript_is_refused_by_name(string command)
    {
        var error = await Assert.ThrowsAsync<BuildException>(() => BuildAsync(App(Component("a", null, command))));
        Assert.StartsWith(
            $"component a is JavaScript (`{command}`), which this version of wasmill does not build",
            error.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_the_components_asked_for_are_built_and_an_unknown_one_is_named()
    {
        var app = App(Component("a", null, "echo > a.txt"), Component("b", null, "echo > b.txt"));
        await BuildAsync(app, "b");
        Assert.Equal((false, true), (File.Exists(Path.Combine(_folder, "a.txt")), File.Exists(Path.Combine(_folder, "b.txt"))));
        var error = await Assert.ThrowsAsync<BuildException>(() => BuildAsync(app, "c"));
        Assert.Equal("component \"c\" does not exist; the app has a, b", error.Message);
    }

    [Fact]
    public async Task A_working_folder_that_is_missing_is_named()
    {
        var error = await Assert.ThrowsAsync<BuildException>(() => BuildAsync(App(Component("a", "gone", "true"))));
        Assert.Equal($"the working folder {Path.Combine(_folder, "gone")} of component a does not exist", error.Message);
    }

    [Fact]
    public async Task Cancelling_kills_the_command_and_what_it_started()
    {
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var watcher = new FileSystemWatcher(_folder, "pids");
        watcher.Renamed += (_, _) => started.TrySetResult();
        watcher.EnableRaisingEvents = true;

        using var builder = new AppBuilder(TestHost.Instance, _said.Add);
        var build = builder.BuildAsync(App(Component("a", null, "sleep 600 & echo $$ $! > new; mv new pids; wait")), [], cancel.Token);
        await started.Task.WaitAsync(TestContext.Current.CancellationToken);
        var pids = (await File.ReadAllTextAsync(Path.Combine(_folder, "pids"), TestContext.Current.CancellationToken))
            .Split(' ')
            .Select(text => int.Parse(text, null))
            .ToList();
        using var grandchild = Process.GetProcessById(pids[1]);
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => build);
        Assert.Throws<ArgumentException>(() => Process.GetProcessById(pids[0]));
        await grandchild.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static ComponentModel Component(string id, string? workingFolder, params string[] commands)
        => new(id, id + ".wasm", null, Empty, new BuildModel(commands, workingFolder, []), []);

    private AppModel App(params ComponentModel[] components) => new("app", null, _folder, null, components, []);

    private async Task BuildAsync(AppModel app, params string[] only)
    {
        using var builder = new AppBuilder(TestHost.Instance, _said.Add);
        await builder.BuildAsync(app, only, TestContext.Current.CancellationToken);
    }
}
