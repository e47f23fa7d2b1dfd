using System.Globalization;
using System.Text.RegularExpressions;

namespace Wasmill.Acceptance.Examples;

/// <summary>
/// Every example of every help page does what it says: with <c>WASMILL_EXAMPLES=all</c>; otherwise the first one of each page.
/// </summary>
public sealed partial class ExampleTests
{
    // Commands that change what other examples need: each gets a stage of its own.
    private static readonly string[] Changing =
        ["new", "add", "build", "dev", "create ", "delete ", "auth ", "start", "stop", "run", "deadletters replay", "deadletters purge"];

    // Commands that run until Ctrl-C, with the text that they show when they are ready.
    private static readonly Dictionary<string, string> Staying = new(StringComparer.Ordinal)
    {
        ["up"] = "Available Routes:",
        ["dev"] = "Available Routes:",
        ["build --up"] = "Available Routes:",
        ["display"] = "Displaying events",
        ["watch"] = "Watching wasm",
        ["run"] = " runs at ",
        ["logs --follow"] = "] | called",
    };

    // What an example needs: two examples of a command may do the same.
    private static readonly Dictionary<string, string> Before = new(StringComparer.Ordinal)
    {
        ["new"] = "rm -rf wowow my-transformation hello",
        ["add"] = "rm -rf my-app; wasmill new http-py my-app",
        ["create broker"] = "wasmill delete broker wasm",
        ["create target cloudevents"] = "wasmill delete target wasm-cloudeventstarget; wasmill delete target display",
        ["create target function"] = "wasmill delete target wowow",
        ["create source cron"] = "wasmill delete source wasm-cronsource",
        ["create source ping"] = "wasmill delete source wasm-pingsource",
        ["create source webhook"] = "wasmill delete source wasm-webhooksource",
        ["create trigger"] = "wasmill delete trigger orders",
        ["delete broker"] = "wasmill create broker wasm",
        ["delete source"] = "wasmill create source cron --name tick --schedule @yearly",
        ["delete target"] = "wasmill create target cloudevents --name cloudrun --endpoint http://localhost:9",
        ["delete trigger"] = "wasmill create trigger --name orders --target billing",
        ["auth add"] = "wasmill auth remove shop",
        ["auth remove"] = "wasmill auth add shop",
        ["stop"] = "wasmill start",
        ["run"] = "wasmill delete broker shop",
    };

    [Fact]
    public async Task Every_example_of_the_help_works()
    {
        await using var sink = await FlakySink.StartAsync();
        await using var stage = await ExampleStage.BuildAsync(sink);
        var pages = await HelpPages.ReadAsync(stage.Tool);
        Assert.True(pages.Count >= 40, $"{pages.Count} commands");
        var runsAll = Environment.GetEnvironmentVariable("WASMILL_EXAMPLES") == "all";
        var failures = new List<string>();
        // Those that change nothing first: a copy is made of a broker that is stopped.
        foreach (var (command, examples) in pages.OrderBy(page => IsChanging(page.Command)))
        {
            Assert.NotEmpty(examples);
            // DemoTests runs the one, for many seconds; UninstallCommandTests the other.
            if (command is "demo" or "uninstall")
                continue;
            await using var own = IsChanging(command) ? await stage.CopyAsync() : null;
            if (own is not null && command is not ("new" or "add" or "build" or "dev"))
                await own.Tool.SucceedAsync("start", "wasm");
            foreach (var example in runsAll ? examples : examples.Take(1))
            {
                if (Before.TryGetValue(command, out var line))
                    await (own ?? stage).Tool.ShellAsync(line);
                if (await RunAsync((own ?? stage).Tool, command, example) is { } failure)
                    failures.Add(failure);
            }
        }

        Assert.True(failures.Count == 0, string.Join("\n\n", failures));
    }

    private static bool IsChanging(string command)
        => Changing.Any(one => one.EndsWith(' ') ? command.StartsWith(one, StringComparison.Ordinal) : command == one);

    // The reason why it does not work, or null.
    private static async Task<string?> RunAsync(Tool tool, string command, string example)
    {
        // Another program may have the port.
        var line = PortPattern().Replace(
            example, match => match.Groups[1].Value + Ports.Free().ToString(CultureInfo.InvariantCulture));
        if (command is "display" or "run" && !line.Contains("--listen", StringComparison.Ordinal))
            line += $" --listen 127.0.0.1:{Ports.Free()}";
        var ready = Staying.FirstOrDefault(
            one => one.Key.Split(' ') is [var name, .. var options] && name == command && options.All(example.Contains)).Value;
        if (ready is null || example.Contains("--no-follow", StringComparison.Ordinal))
        {
            var outcome = await tool.ShellAsync(line);
            // This machine may have something to mend.
            return outcome.ExitCode == 0 || command == "doctor" && outcome.ExitCode == 1 ? null : outcome.ToString();
        }

        await using var running = tool.StartGroup(line);
        try
        {
            await running.WaitForAsync(ready);
        }
        catch (Xunit.Sdk.XunitException error)
        {
            return $"{line}: {error.Message}";
        }

        return await running.InterruptGroupAsync() is 0 or 130 ? null : $"{line} did not end well after Ctrl-C:\n{running.Text}";
    }

    [GeneratedRegex(@"(127\.0\.0\.1:|--port )\d+")]
    private static partial Regex PortPattern();
}
