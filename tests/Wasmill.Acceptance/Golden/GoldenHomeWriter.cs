using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Wasmill.Acceptance.Golden;

/// <summary>
/// Has the tool under test, which may be an earlier version's, write a home folder for tests/Golden, and notes beside it what must be found
/// in it (tests/golden.sh).
/// </summary>
public sealed class GoldenHomeWriter
{
    private const string Variable = "WASMILL_GOLDEN";

    // More than a segment of 64 MiB, of what compresses to almost nothing.
    private const int BulkEvents = 70;
    private const int BulkBytes = 1_000_000;

    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private const string SpinManifest = """
        spin_manifest_version = 2
        [application]
        name = "keeper"
        [[trigger.http]]
        route = "/..."
        component = "keeper"
        [component.keeper]
        source = "capabilities.wasm"
        key_value_stores = ["default"]
        """;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_golden_home_is_written_on_demand()
    {
        var folder = Environment.GetEnvironmentVariable(Variable);
        Assert.SkipWhen(string.IsNullOrEmpty(folder), $"{Variable} names no folder to write to");
        var made = Directory.CreateTempSubdirectory("wasmill-golden-home-").FullName;
        try
        {
            await using var sink = await FlakySink.StartAsync();
            JsonObject manifest;
            await using (var tool = Tool.Create(Path.Combine(made, GoldenHome.Home)))
            {
                manifest = await WriteAsync(tool, sink, Directory.CreateDirectory(Path.Combine(made, GoldenHome.App)).FullName);
                await GoldenHome.PackAsync(made, sink.Address, Path.Combine(folder!, GoldenHome.Archive));
                // Nothing runs, and an earlier version need not have kept its home private.
                Directory.Delete(tool.Home, recursive: true);
            }

            await File.WriteAllTextAsync(Path.Combine(folder!, GoldenHome.Manifest), manifest.ToJsonString(Readable) + "\n", Cancel);
        }
        finally
        {
            Directory.Delete(made, recursive: true);
        }
    }

    /// <summary>
    /// (1) Two brokers with triggers, targets and credentials; (2) the function keeps a value; (3) two letters are given up, one of which
    /// is removed; (4) a segment is filled; (5) events behind it: one is delivered, one waits for another attempt; (6) a clean stop.
    /// </summary>
    private static async Task<JsonObject> WriteAsync(Tool tool, FlakySink sink, string app)
    {
        // 1
        File.Copy(GoldenHome.Module, Path.Combine(app, Path.GetFileName(GoldenHome.Module)));
        await File.WriteAllTextAsync(Path.Combine(app, "spin.toml"), SpinManifest, Cancel);
        await CreateBrokerAsync(tool, sink, "fast", "--durability", "interval:50", "--dedupe", "2m");
        await tool.SucceedAsync("send-event", "--eventType", "order", "--id", "f-1", "--wait", "{}");
        var url = await CreateBrokerAsync(tool, sink, "shop");
        await tool.SucceedAsync("create", "target", "function", "--name", "keeper", "--from", app);
        await tool.SucceedAsync("create", "trigger", "--name", "keep", "--eventTypes", "keep", "--target", "keeper");
        await tool.SucceedAsync("create", "trigger", "--name", "later", "--eventTypes", "later", "--target", "sink");
        var token = (await tool.SucceedAsync("auth", "add", "till")).Out.Trim();
        var password = (await tool.SucceedAsync("auth", "add", "clerk", "--basic")).Out.Trim();

        // 2
        await tool.SucceedAsync("send-event", "--eventType", "keep", "--id", "k-1", "--wait", "open default\nset color green");

        // 3
        sink.Status = StatusCodes.Status400BadRequest;
        foreach (var id in (string[])["o-1", "o-2"])
            (await tool.RunAsync("send-event", "--eventType", "order", "--id", id, "--wait", $$"""{"order": "{{id}}"}""")).Failed();
        await tool.SucceedAsync("deadletters", "purge", "1");

        // 4
        for (var i = 1; i <= BulkEvents; i++)
            Assert.Equal(
                202,
                await GoldenHome.PostAsync(url, GoldenHome.Credential("bearer", "till", token), $"b-{i}", "bulk", new byte[BulkBytes]));

        // 5
        sink.Status = StatusCodes.Status202Accepted;
        await tool.SucceedAsync("send-event", "--eventType", "order", "--id", "o-3", "--wait", """{"order": "o-3"}""");
        sink.Status = StatusCodes.Status503ServiceUnavailable;
        await tool.SucceedAsync("send-event", "--eventType", "later", "--id", "l-1", """{"late": true}""");
        await sink.WaitForAsync("l-1", times: 1);

        // 6
        await tool.SucceedAsync("stop", "shop");
        await tool.SucceedAsync("stop", "fast");
        Assert.True(Directory.GetFiles(Path.Combine(tool.Home, "shop", "log"), "events-*.seg").Length > 1);
        Assert.True(File.Exists(Path.Combine(app, ".spin", "sqlite_key_value.db")));
        return new JsonObject
        {
            ["version"] = (await tool.SucceedAsync("version")).Out
                .Split('\n')
                .First(line => line.Contains("Version:", StringComparison.Ordinal))
                .Split(' ', StringSplitOptions.RemoveEmptyEntries)[^1],
            ["current"] = "shop",
            ["credentials"] = new JsonArray(
                new JsonObject { ["name"] = "till", ["kind"] = "bearer", ["secret"] = token },
                new JsonObject { ["name"] = "clerk", ["kind"] = "basic", ["secret"] = password }),
            ["brokers"] = new JsonObject
            {
                // In the order of their positions: k-1, o-1, o-2, the bulk, o-3, l-1.
                ["shop"] = new JsonObject
                {
                    ["events"] = BulkEvents + 5,
                    // The removed one is still in the file.
                    ["lettersInLog"] = 2,
                    ["targets"] = new JsonObject { ["keeper"] = "functiontarget", ["sink"] = "cloudeventstarget" },
                    ["triggers"] = new JsonObject
                    {
                        ["keep"] = Trigger("keeper", 0, 0),
                        ["later"] = Trigger("sink", 1, 0),
                        ["orders"] = Trigger("sink", 0, 1),
                    },
                    ["deadLetters"] = new JsonArray(new JsonObject
                    {
                        ["number"] = 2,
                        ["trigger"] = "orders",
                        ["reason"] = "refused",
                        ["status"] = 400,
                        ["position"] = 3,
                        ["id"] = "o-2",
                        ["data"] = "{\"order\":\"o-2\"}",
                    }),
                    ["traces"] = new JsonObject
                    {
                        ["k-1"] = "keep -> keeper: delivered",
                        ["o-2"] = "orders -> sink: given up: 400",
                        ["o-3"] = "orders -> sink: delivered",
                    },
                    ["waiting"] = "l-1",
                },
                ["fast"] = new JsonObject
                {
                    ["events"] = 1,
                    ["lettersInLog"] = 0,
                    ["targets"] = new JsonObject { ["sink"] = "cloudeventstarget" },
                    ["triggers"] = new JsonObject { ["orders"] = Trigger("sink", 0, 0) },
                    ["deadLetters"] = new JsonArray(),
                    ["traces"] = new JsonObject { ["f-1"] = "orders -> sink: delivered" },
                },
            },
            ["stores"] = new JsonObject { ["default"] = new JsonObject { ["color"] = "green" } },
        };
    }

    private static JsonObject Trigger(string target, int lag, int deadLetters)
        => new() { ["target"] = target, ["lag"] = lag, ["deadLetters"] = deadLetters };

    private static async Task<string> CreateBrokerAsync(Tool tool, FlakySink sink, string name, params string[] options)
    {
        var port = Ports.Free();
        await tool.SucceedAsync(["create", "broker", name, "--port", $"{port}", .. options]);
        await tool.SucceedAsync("create", "target", "cloudevents", "--name", "sink", "--endpoint", sink.Address);
        await tool.SucceedAsync("create", "trigger", "--name", "orders", "--eventTypes", "order", "--target", "sink");
        return $"http://127.0.0.1:{port}/";
    }
}
