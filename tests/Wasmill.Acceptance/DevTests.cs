namespace Wasmill.Acceptance;

public sealed class DevTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_saved_source_answers_within_the_running_process_and_no_request_fails()
    {
        await using var tool = Tool.Create();
        await tool.SucceedAsync("new", "http-py", "hello", "--accept-defaults");
        var app = Path.Combine(tool.Work, "hello");
        var port = Ports.Free();
        await using var dev = tool.StartInBackground(app, "dev", "--listen", $"127.0.0.1:{port}");
        await dev.WaitForAsync("Available Routes:");
        Assert.Contains("Building component hello", dev.Text, StringComparison.Ordinal);
        using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}/") };

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var load = SendAsync(client, stop.Token);
        await WriteAsync(app, Answer("version 2"));
        await WaitForAnswerAsync(client, "version 2");

        // A broken source: the terminal says why, and the previous version is still served.
        await WriteAsync(app, "def handle_request(request)\n    pass\n");
        var said = await dev.WaitForAsync("still serving the previous version");
        Assert.Contains("SyntaxError: expected ':'", said, StringComparison.Ordinal);
        Assert.Contains("File \"app.py\", line 1", said, StringComparison.Ordinal);
        await WaitForAnswerAsync(client, "version 2");

        // An editor that renames its file into place, and a module beside app.py.
        await File.WriteAllTextAsync(Path.Combine(app, "words.py"), "TEXT = 'version 3'\n", Cancel);
        await File.WriteAllTextAsync(
            Path.Combine(app, "app.py~"),
            "from words import TEXT\n" + Answer("x").Replace("\"x\"", "TEXT", StringComparison.Ordinal),
            Cancel);
        File.Move(Path.Combine(app, "app.py~"), Path.Combine(app, "app.py"), overwrite: true);
        await WaitForAnswerAsync(client, "version 3");
        await File.WriteAllTextAsync(Path.Combine(app, "words.py"), "TEXT = 'version 4'\n", Cancel);
        await WaitForAnswerAsync(client, "version 4");

        await stop.CancelAsync();
        Assert.True(await load > 0);
        Assert.Equal(0, await dev.InterruptAsync());
    }

    [Fact]
    public async Task A_first_build_that_fails_waits_for_the_change_that_mends_it()
    {
        await using var tool = Tool.Create();
        await tool.SucceedAsync("new", "http-py", "hello", "--accept-defaults");
        var app = Path.Combine(tool.Work, "hello");
        await WriteAsync(app, "import gone\n" + Answer("x"));
        var port = Ports.Free();
        await using var up = tool.StartInBackground(app, "up", "--watch", "--listen", $"127.0.0.1:{port}");
        var said = await up.WaitForAsync("waiting for a change");
        Assert.Contains("Error: app.py:1: gone is not in vendor/: ", said, StringComparison.Ordinal);

        await WriteAsync(app, Answer("mended"));
        await up.WaitForAsync("Available Routes:");
        using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}/") };
        await WaitForAnswerAsync(client, "mended");
        Assert.Equal(0, await up.InterruptAsync());
    }

    [Fact]
    public async Task With_skip_build_modules_of_somebody_elses_build_are_taken_over_and_a_broken_one_is_not()
    {
        await using var tool = Tool.Create();
        var app = await tool.BuildAsync("hello", Answer("one"));
        var port = Ports.Free();
        await using var dev = tool.StartInBackground(app, "dev", "--skip-build", "--listen", $"127.0.0.1:{port}");
        await dev.WaitForAsync("Available Routes:");
        using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}/") };
        await WaitForAnswerAsync(client, "one");
        await WriteAsync(app, Answer("two"));
        (await tool.RunInAsync(app, "build")).Succeeded();
        await WaitForAnswerAsync(client, "two");
        await File.WriteAllTextAsync(Path.Combine(app, "app.wasm"), "half a module", Cancel);
        await dev.WaitForAsync("Error: spin.toml:13:1: hello is not a WebAssembly module");
        await WaitForAnswerAsync(client, "two");
        Assert.Equal(0, await dev.InterruptAsync());
    }

    private static string Answer(string text)
        => $"from spin_http import Response\ndef handle_request(request):\n    return Response(200, {{}}, \"{text}\")\n";

    private static Task WriteAsync(string app, string source) => File.WriteAllTextAsync(Path.Combine(app, "app.py"), source, Cancel);

    private static async Task WaitForAnswerAsync(HttpClient client, string text)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        limit.CancelAfter(TimeSpan.FromSeconds(60));
        while (await client.GetStringAsync("", limit.Token) != text)
        {
            // The answer itself is the signal: asked again at once.
        }
    }

    // Fails with the first request that does: GetStringAsync throws for every status but 2xx.
    private static async Task<int> SendAsync(HttpClient client, CancellationToken stop)
    {
        var answered = 0;
        while (!stop.IsCancellationRequested)
        {
            await client.GetStringAsync("", CancellationToken.None);
            answered++;
        }

        return answered;
    }
}
