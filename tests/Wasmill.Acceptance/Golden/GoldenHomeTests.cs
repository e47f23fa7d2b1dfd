using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Wasmill.Acceptance.Golden;

/// <summary>
/// Home folders that earlier versions of the tool and this one have written (tests/Golden) hold today what was noted beside them.
/// </summary>
public sealed class GoldenHomeTests
{
    public static TheoryData<string> Versions => [.. Directory.GetFiles(GoldenHome.Root, GoldenHome.Archive, SearchOption.AllDirectories)
        .Select(file => Path.GetFileName(Path.GetDirectoryName(file)!))
        .Order(StringComparer.Ordinal)];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void There_are_homes_of_two_versions() => Assert.True(Versions.Count >= 2);

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task A_home_of_an_earlier_version_is_opened_with_all_that_is_in_it(string version)
    {
        var manifest = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(GoldenHome.Root, version, GoldenHome.Manifest), Cancel))!;
        var folder = Directory.CreateTempSubdirectory("wasmill-golden-home-").FullName;
        try
        {
            await using var sink = await FlakySink.StartAsync();
            await using var tool = Tool.Create(Path.Combine(folder, GoldenHome.Home));
            await GoldenHome.UnpackAsync(Path.Combine(GoldenHome.Root, version, GoldenHome.Archive), folder, sink.Address);
            await CheckAsync(tool, sink, manifest, Path.Combine(folder, GoldenHome.App));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>
    /// (1) The logs are whole, as the other version has left them and as this one leaves them after a start and a stop; (2) brokers,
    /// targets, triggers, letters and traces are there; (3) what waited for another attempt is delivered; (4) the credentials hold, and
    /// nothing else does; (5) the function finds its value, and keeps another one beside it;
    /// (6) events are read across segments, and letters are sent again.
    /// </summary>
    private static async Task CheckAsync(Tool tool, FlakySink sink, JsonNode manifest, string app)
    {
        var brokers = manifest["brokers"]!.AsObject();
        Assert.Equal(
            brokers.Select(broker => broker.Key).Order(StringComparer.Ordinal),
            BrokerNames.From(await tool.RunAsync("brokers", "-o", "json")).Order(StringComparer.Ordinal));

        // What waits is held in flight until it was looked at.
        var gate = new TaskCompletionSource();
        sink.Gate = gate.Task;

        // 1
        foreach (var start in (string[])["first", "second"])
        {
            foreach (var (name, broker) in brokers)
            {
                var log = await JsonAsync(tool, "log", "verify", name);
                Assert.Equal(
                    ((int)broker!["events"]!, (int)broker["lettersInLog"]!, 0),
                    (
                        log.GetProperty("events").GetInt32(),
                        log.GetProperty("deadLetters").GetInt32(),
                        log.GetProperty("damages").GetArrayLength()));
                await tool.SucceedAsync("start", name);
                if (start == "first")
                    await tool.SucceedAsync("stop", name);
            }
        }

        // 2
        foreach (var (name, broker) in brokers)
            await AssertHoldsAsync(tool, name, broker!);
        var current = (string)manifest["current"]!;
        Assert.Contains($"\"broker\": \"{current}\"", (await tool.SucceedAsync("describe", "-o", "json")).Out, StringComparison.Ordinal);

        // 3
        gate.SetResult();
        await tool.WaitForRestAsync();
        var waiting = (string)brokers[current]!["waiting"]!;
        Assert.Matches(@": delivered at attempt [2-9]", (await tool.SucceedAsync("trace", waiting)).Out);
        await sink.WaitForAsync(waiting, times: 1);

        // 4
        var url = (await JsonAsync(tool, "describe", current)).GetProperty("url").GetString()!;
        Assert.Equal(StatusCodes.Status401Unauthorized, await GoldenHome.PostAsync(url, null, "none", "order", []));
        foreach (var one in manifest["credentials"]!.AsArray())
        {
            var (kind, name, secret) = ((string)one!["kind"]!, (string)one["name"]!, (string)one["secret"]!);
            Assert.Equal(
                StatusCodes.Status401Unauthorized,
                await GoldenHome.PostAsync(url, GoldenHome.Credential(kind, name, secret + "0"), "wrong", "order", []));
            Assert.Equal(
                StatusCodes.Status202Accepted,
                await GoldenHome.PostAsync(url, GoldenHome.Credential(kind, name, secret), $"by-{name}", "order", "{}"u8.ToArray()));
            await sink.WaitForAsync($"by-{name}", times: 1);
        }

        // 5
        await tool.SucceedAsync("send-event", "--eventType", "keep", "--wait", "open default\nset shape round");
        var store = manifest["stores"]!["default"]!.AsObject();
        var asked = string.Concat(store.Select(pair => $"get {pair.Key}\n"));
        var answered = string.Concat(store.Select(pair => $"value {pair.Value}\n"));
        Assert.EndsWith(
            $"{answered}value round\n", await InvokeAsync(tool, app, $"open default\n{asked}get shape"), StringComparison.Ordinal);

        // 6
        Assert.Equal("5 events would be redelivered\n", (await tool.SucceedAsync("replay", "--trigger", "orders", "--dry-run")).Out);
        foreach (var letter in brokers[current]!["deadLetters"]!.AsArray())
        {
            await tool.SucceedAsync("deadletters", "replay", $"{letter!["number"]}");
            await sink.WaitForAsync((string)letter["id"]!, times: 1);
        }

        Assert.Equal("No dead letters\n", (await tool.SucceedAsync("deadletters", "list")).Out);
    }

    private static async Task AssertHoldsAsync(Tool tool, string name, JsonNode broker)
    {
        var status = await JsonAsync(tool, "describe", name);
        Assert.Equal(
            Lines(broker["targets"]!.AsObject().Select(target => $"{target.Key}: {target.Value}")),
            Lines(status.GetProperty("targets").EnumerateArray().Select(target =>
                $"{target.GetProperty("name").GetString()}: {target.GetProperty("kind").GetString()}")));
        Assert.Equal(
            Lines(broker["triggers"]!.AsObject().Select(trigger => $"{trigger.Key} -> {trigger.Value!["target"]}: {trigger.Value["lag"]} "
                + $"to deliver, {trigger.Value["deadLetters"]} given up, 0 lost")),
            Lines(status.GetProperty("triggers").EnumerateArray().Select(trigger =>
                $"{trigger.GetProperty("name").GetString()} -> {trigger.GetProperty("target").GetString()}: "
                    + $"{trigger.GetProperty("lag")} to deliver, {trigger.GetProperty("deadLetters")} given up, "
                    + $"{trigger.GetProperty("lost")} lost")));

        var letters = (await JsonAsync(tool, "deadletters", "list", "--broker", name)).EnumerateArray().ToList();
        Assert.Equal(
            broker["deadLetters"]!.AsArray().Select(letter =>
                $"{letter!["number"]} {letter["trigger"]} {letter["reason"]} {letter["status"]} {letter["position"]} {letter["id"]}"),
            letters.Select(letter => string.Join(' ', ((string[])["number", "trigger", "reason", "status", "position", "id"]).Select(part =>
                letter.GetProperty(part).ToString()))));
        foreach (var letter in broker["deadLetters"]!.AsArray())
        {
            using var shown = JsonDocument.Parse(
                (await tool.SucceedAsync("deadletters", "show", $"{letter!["number"]}", "--broker", name, "-o", "json")).Out);
            Assert.Equal((string)letter["data"]!, JsonSerializer.Serialize(shown.RootElement.GetProperty("event").GetProperty("data")));
        }

        foreach (var (id, text) in broker["traces"]!.AsObject())
            Assert.Contains((string)text!, (await tool.SucceedAsync("trace", id, "--broker", name)).Out, StringComparison.Ordinal);
    }

    private static async Task<string> InvokeAsync(Tool tool, string app, string script)
    {
        var file = Path.Combine(tool.Work, "event.json");
        await File.WriteAllTextAsync(
            file,
            new JsonObject
            {
                ["specversion"] = "1.0",
                ["id"] = "1",
                ["source"] = "/golden",
                ["type"] = "keep",
                ["datacontenttype"] = "text/plain",
                ["data"] = script,
            }.ToJsonString(),
            Cancel);
        return (await JsonAsync(tool, "invoke", app, "--event", file)).GetProperty("body").GetString()!;
    }

    private static async Task<JsonElement> JsonAsync(Tool tool, params string[] arguments)
    {
        using var document = JsonDocument.Parse((await tool.SucceedAsync([.. arguments, "-o", "json"])).Out);
        return document.RootElement.Clone();
    }

    private static IEnumerable<string> Lines(IEnumerable<string> lines) => lines.Order(StringComparer.Ordinal);
}
