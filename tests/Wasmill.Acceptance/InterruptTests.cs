namespace Wasmill.Acceptance;

/// <summary>Ctrl-C in the middle of things: what was begun is not half done, and nothing goes on running.</summary>
public sealed class InterruptTests
{
    [Fact]
    public async Task A_build_that_is_interrupted_leaves_the_old_module()
    {
        Assert.SkipWhen(
            Repository.NativeProgram is not null, "a native program brings CPython's code: the build is over before it can be interrupted");
        await using var tool = Tool.Create();
        var app = await tool.BuildAsync("app", Apps.Greeter);
        var module = Path.Combine(app, "app.wasm");
        var before = await File.ReadAllBytesAsync(module, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(
            Path.Combine(app, "app.py"), Apps.Greeter + "\nCHANGED = True\n", TestContext.Current.CancellationToken);

        // An empty cache makes the build long enough to be interrupted in its middle.
        tool.Environment["WASMILL_CACHE"] = Path.Combine(tool.Folder, "empty-cache");
        await using var build = tool.StartInBackground(app, "build");
        await build.WaitForAsync("compiling");
        Assert.Equal(130, await build.InterruptAsync());
        Assert.Equal(before, await File.ReadAllBytesAsync(module, TestContext.Current.CancellationToken));
        Assert.DoesNotContain(Directory.GetFiles(app), file => file.EndsWith(".tmp", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_broker_whose_creation_is_interrupted_either_runs_or_is_not_there()
    {
        await using var tool = Tool.Create();
        var folder = Path.Combine(tool.Home, "b");
        await using (var create = tool.StartInBackground(tool.Work, "create", "broker", "b"))
        {
            // The moment at which its process is being started. Another process's folder cannot be awaited.
            while (!File.Exists(Path.Combine(folder, "broker.json")))
                await Task.Delay(1, TestContext.Current.CancellationToken);
            await create.InterruptAsync();
        }

        var brokers = (await tool.SucceedAsync("brokers", "-o", "json")).Out;
        if (Directory.Exists(folder))
            Assert.Contains("\"url\": \"http://localhost:", brokers, StringComparison.Ordinal);
        else
            Assert.Equal("[]", brokers.Trim());
        await tool.SucceedAsync("create", "broker", "c");
    }

    [Fact]
    public async Task Display_and_up_end_well()
    {
        await using var tool = Tool.Create();
        var app = await tool.BuildAsync("app", Apps.Greeter);
        await using var display = tool.StartInBackground(tool.Work, "display", "--listen", $"127.0.0.1:{Ports.Free()}");
        await display.WaitForAsync("Displaying");
        await using var up = tool.StartInBackground(app, "up", "--listen", $"127.0.0.1:{Ports.Free()}");
        await up.WaitForAsync("Available Routes");
        Assert.Equal((0, 0), (await display.InterruptAsync(), await up.InterruptAsync()));
    }
}
