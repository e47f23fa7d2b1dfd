namespace Wasmill.Acceptance;

/// <summary>Where <c>wasmill run -f</c> takes its flow from.</summary>
public sealed class RunSourceTests : IAsyncLifetime
{
    private const string Broker = "apiVersion: eventing.knative.dev/v1\nkind: Broker\nmetadata:\n  name: default\n";

    private readonly Tool _tool = Tool.Create();
    private readonly int _port = Ports.Free();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Listen => $"127.0.0.1:{_port}";

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _tool.DisposeAsync();

    [Fact]
    public async Task A_folder_is_one_flow_and_a_changed_an_added_and_a_removed_file_reload_it()
    {
        await WriteAsync("flows/b.yml", Broker);
        await WriteAsync("flows/a.yaml", Trigger("one"));
        await WriteAsync("flows/notes.txt", "not: [a flow");
        await using var run = _tool.StartInBackground(_tool.Work, "run", "-f", "flows", "--listen", Listen);
        await run.WaitForAsync("default runs at");
        Assert.Contains("one", (await _tool.SucceedAsync("describe")).Out, StringComparison.Ordinal);

        await WriteAsync("flows/c.yaml", Trigger("two"));
        await run.WaitForAsync(text => Reloads(text) == 1, "one reload");
        Assert.Contains("two", (await _tool.SucceedAsync("describe")).Out, StringComparison.Ordinal);

        await WriteAsync("flows/d.yaml", Trigger("three").Replace("spec:", "spce:", StringComparison.Ordinal));
        await run.WaitForAsync("flows/d.yaml:1:1: Trigger three: spec is missing");
        Assert.Contains("two", (await _tool.SucceedAsync("describe")).Out, StringComparison.Ordinal);
        await WriteAsync("flows/d.yaml", Trigger("three"));
        await run.WaitForAsync(text => Reloads(text) == 2, "two reloads");

        File.Delete(Path.Combine(_tool.Work, "flows", "c.yaml"));
        await run.WaitForAsync(text => Reloads(text) == 3, "three reloads");
        var shown = (await _tool.SucceedAsync("describe")).Out;
        Assert.Contains("three", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("two", shown, StringComparison.Ordinal);
        Assert.Equal(0, await run.InterruptAsync());
        Assert.Contains(
            $"wasmill run -f {Path.Combine(_tool.Work, "flows")}\"",
            (await _tool.RunAsync("start")).Failed().Error,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Several_files_are_one_flow_and_errors_name_the_file()
    {
        await WriteAsync("a.yaml", Broker);
        await WriteAsync("b.yaml", Trigger("one").Replace("spec:", "spce:", StringComparison.Ordinal));
        Assert.Contains(
            "b.yaml:1:1: Trigger one: spec is missing",
            (await _tool.RunAsync("run", "-f", "a.yaml", "-f", "b.yaml")).Failed().Error,
            StringComparison.Ordinal);
        await WriteAsync("b.yaml", Trigger("one"));
        await using var run = _tool.StartInBackground(_tool.Work, "run", "-f", "a.yaml", "-f", "b.yaml", "--listen", Listen);
        await run.WaitForAsync("default runs at");
        Assert.Contains("one", (await _tool.SucceedAsync("describe")).Out, StringComparison.Ordinal);
        Assert.Equal(0, await run.InterruptAsync());
    }

    [Fact]
    public async Task A_flow_from_standard_input_is_kept_so_that_the_broker_starts_again_and_the_next_one_replaces_it()
    {
        await WriteAsync("in.yaml", Broker + "---\n" + Trigger("one"));
        await using (var run = FromInput())
        {
            await run.WaitForAsync("default runs at");
            Assert.Equal(0, await run.InterruptAsync());
        }

        await _tool.SucceedAsync("start");
        Assert.Contains("one", (await _tool.SucceedAsync("describe")).Out, StringComparison.Ordinal);
        await _tool.SucceedAsync("stop");
        await WriteAsync("in.yaml", Broker + "---\n" + Trigger("two"));
        await using var again = FromInput();
        await again.WaitForAsync("default runs at");
        Assert.Contains("two", (await _tool.SucceedAsync("describe")).Out, StringComparison.Ordinal);
        Assert.Equal(0, await again.InterruptAsync());
    }

    [Fact]
    public async Task What_cannot_be_read_is_named()
    {
        Directory.CreateDirectory(Path.Combine(_tool.Work, "empty"));
        Assert.Contains(
            "empty has no *.yaml or *.yml file directly in it",
            (await _tool.RunAsync("run", "-f", "empty")).Failed().Error,
            StringComparison.Ordinal);
        Assert.Contains(
            "none.yaml does not exist", (await _tool.RunAsync("run", "-f", "none.yaml")).Failed().Error, StringComparison.Ordinal);
        Assert.Contains(
            "use it once and alone", (await _tool.RunAsync("run", "-f", "-", "-f", "-")).Failed(2).Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_tool.Home));
    }

    [Theory]
    [InlineData("memory")]
    [InlineData("log")]
    public async Task Another_file_takes_over_a_broker_that_keeps_nothing_and_is_refused_with_the_ways_out_by_one_that_does(string engine)
    {
        await WriteAsync("a.yaml", Broker);
        await WriteAsync("b.yaml", Broker);
        await using (var first = _tool.StartInBackground(_tool.Work, "run", "-f", "a.yaml", "--listen", Listen, "--engine", engine))
        {
            await first.WaitForAsync("default runs at");
            Assert.Equal(0, await first.InterruptAsync());
        }

        if (engine == "memory")
        {
            await using var second = _tool.StartInBackground(_tool.Work, "run", "-f", "b.yaml", "--listen", Listen, "--engine", engine);
            await second.WaitForAsync("default runs at");
            Assert.Equal(0, await second.InterruptAsync());
            return;
        }

        var error = (await _tool.RunAsync("run", "-f", "b.yaml", "--listen", Listen)).Failed().Error;
        Assert.Contains($"the broker \"default\" belongs to {Path.Combine(_tool.Work, "a.yaml")}, and ", error, StringComparison.Ordinal);
        Assert.Contains(
            "keeps its events: remove it with \"wasmill delete broker default\", give the broker in your flow "
                + "another name, or use another WASMILL_HOME",
            error,
            StringComparison.Ordinal);
    }

    private static string Trigger(string name)
        => $"apiVersion: eventing.knative.dev/v1\nkind: Trigger\nmetadata:\n  name: {name}\nspec:\n  broker: default\n"
            + "  subscriber: {uri: 'http://localhost:1/'}\n";

    private static int Reloads(string text) => text.Split("the new flow runs").Length - 1;

    private BackgroundCommand FromInput() => _tool.StartShell($"exec {Tool.CommandLine("run", "-f", "-", "--listen", Listen)} < in.yaml");

    // Whole or not at all, so that a reload never sees half a file.
    private async Task WriteAsync(string name, string text)
    {
        var path = Path.Combine(_tool.Work, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await File.WriteAllTextAsync(path + ".new", text, Cancel);
        File.Move(path + ".new", path, overwrite: true);
    }
}
