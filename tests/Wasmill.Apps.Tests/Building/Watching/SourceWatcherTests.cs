using Wasmill.Apps.Building.Watching;
using Wasmill.Apps.Manifests;
using Wasmill.Apps.Manifests.Errors;

namespace Wasmill.Apps.Tests.Building.Watching;

public sealed class SourceWatcherTests : IDisposable
{
    private const string Manifest = """
        spin_manifest_version = 2
        [application]
        name = "two"
        [[trigger.http]]
        route = "/py"
        component = "py"
        [[trigger.http]]
        route = "/c"
        component = "c"
        [[trigger.http]]
        route = "/other"
        component = "other"
        [component.py]
        source = "py/app.wasm"
        [component.py.build]
        command = "wasmill build-py app -o app.wasm"
        workdir = "py"
        [component.c]
        source = "app.wasm"
        [component.c.build]
        command = "wasmill build-c app.c -o app.wasm"
        [component.other]
        source = "other.wasm"
        [component.other.build]
        command = "make other"
        watch = ["src/**/*.zig", "*.wasm"]
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("wasmill-watch-").FullName;

    public SourceWatcherTests()
    {
        Write("spin.toml", Manifest);
        Write("py/app.py", "1");
        Write("app.c", "1");
        Write("src/a/b.zig", "1");
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("py/app.py", "py")]
    [InlineData("py/neighbour.py", "py")]
    [InlineData("py/package/__init__.py", "py")]
    [InlineData("py/vendor/dep/data.txt", "py")]
    [InlineData("app.c", "c")]
    [InlineData("inc/app.h", "c")]
    [InlineData("src/a/b.zig", "other")]
    [InlineData("src/new.zig", "other")]
    public async Task A_file_belongs_to_the_component_that_is_made_of_it(string file, string component)
    {
        var watcher = Watch();
        watcher.Accept();
        Write(file, "changed");
        Assert.Equal([component], (await watcher.NextAsync(Cancel)).Components);
    }

    [Fact]
    public async Task Modules_and_other_files_call_for_no_build()
    {
        var watcher = Watch();
        watcher.Accept();
        Write("other.wasm", "built");
        Write("py/app.wasm", "built");
        Write("py/notes.txt", "not Python");
        Write("py/.hidden.py", "an editor's");
        // The next change that counts is the only one that is reported.
        Write("app.c", "changed");
        Assert.Equal(["c"], (await watcher.NextAsync(Cancel)).Components);
    }

    [Fact]
    public void At_first_everything_is_to_be_built() => Assert.Equal(["py", "c", "other"], Watch().Pending.Components);

    [Fact]
    public async Task What_was_not_built_stays_to_be_built_with_the_next_change()
    {
        var watcher = Watch();
        watcher.Accept();
        Write("py/app.py", "broken");
        Assert.Equal(["py"], (await watcher.NextAsync(Cancel)).Components);
        Write("app.c", "changed");
        Assert.Equal(["py", "c"], (await watcher.NextAsync(Cancel)).Components);
        watcher.Accept();
        Write("app.c", "changed again");
        Assert.Equal(["c"], (await watcher.NextAsync(Cancel)).Components);
    }

    [Fact]
    public async Task A_file_that_is_deleted_or_renamed_into_place_is_a_change()
    {
        var watcher = Watch();
        watcher.Accept();
        File.Delete(Path.Combine(_folder, "src/a/b.zig"));
        Assert.Equal(["other"], (await watcher.NextAsync(Cancel)).Components);
        watcher.Accept();
        Write("app.c.tmp", "2");
        File.Move(Path.Combine(_folder, "app.c.tmp"), Path.Combine(_folder, "app.c"), overwrite: true);
        Assert.Equal(["c"], (await watcher.NextAsync(Cancel)).Components);
    }

    [Fact]
    public async Task The_manifest_is_read_anew_and_only_components_that_it_changes_are_built()
    {
        var watcher = Watch();
        watcher.Accept();
        Write("spin.toml", Manifest.Replace("make other", "make another", StringComparison.Ordinal).Replace(
            "route = \"/c\"", "route = \"/see\"", StringComparison.Ordinal));
        var change = await watcher.NextAsync(Cancel);
        Assert.Equal(["other"], change.Components);
        Assert.Equal("/see", change.App.Routes[1].Pattern);
    }

    [Fact]
    public async Task A_broken_manifest_is_told_once_and_the_old_one_counts()
    {
        var watcher = Watch();
        watcher.Accept();
        Write("spin.toml", "spin_manifest_version = 2\n[appl");
        await Assert.ThrowsAsync<ManifestException>(() => watcher.NextAsync(Cancel));
        Write("app.c", "changed");
        Assert.Equal(["c"], (await watcher.NextAsync(Cancel)).Components);
        Write("spin.toml", Manifest.Replace("\"two\"", "\"three\"", StringComparison.Ordinal));
        Assert.Equal("three", (await watcher.NextAsync(Cancel)).App.Name);
    }

    [Fact]
    public async Task Without_building_the_modules_are_watched()
    {
        var watcher = Watch(builds: false);
        Assert.Empty(watcher.Pending.Components);
        Write("app.c", "not looked at");
        Write("app.wasm", "built by somebody else");
        Assert.Empty((await watcher.NextAsync(Cancel)).Components);
    }

    [Fact]
    public async Task Files_that_a_component_may_read_call_for_another_version_and_for_no_build()
    {
        Write("assets/a.txt", "1");
        Write("spin.toml", Manifest.Replace(
            "source = \"other.wasm\"",
            "source = \"other.wasm\"\nfiles = [\"assets/*\", \"gone.txt\"]\nexclude_files = [\"assets/*.tmp\"]",
            StringComparison.Ordinal));
        var watcher = Watch();
        watcher.Accept();
        Write("assets/a.txt", "changed");
        Assert.Empty((await watcher.NextAsync(Cancel)).Components);
        Write("assets/b.txt", "new");
        Assert.Empty((await watcher.NextAsync(Cancel)).Components);
        Write("assets/c.tmp", "excluded");
        Write("app.c", "changed");
        Assert.Equal(["c"], (await watcher.NextAsync(Cancel)).Components);
    }

    [Fact]
    public void A_component_whose_sources_nobody_knows_is_named()
    {
        Write("spin.toml", Manifest.Replace("watch = [\"src/**/*.zig\", \"*.wasm\"]", "", StringComparison.Ordinal));
        Assert.Equal(["other"], Watch().Unwatched);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private SourceWatcher Watch(bool builds = true)
        => new(() => AppLocator.Locate(_folder), new WatchOptions { Debounce = TimeSpan.FromMilliseconds(10), Builds = builds });

    private void Write(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
