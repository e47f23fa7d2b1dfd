using System.Text.Json;

namespace Wasmill.Acceptance;

/// <summary>A core module of <c>wasi:http</c> that takes events answers them in a broker as it does behind <c>up</c>.</summary>
public sealed class GuestEventTests
{
    [Fact]
    public async Task Every_case_that_is_an_event_has_its_outcome_in_a_broker()
    {
        using var cases = JsonDocument.Parse(await File.ReadAllTextAsync(
            Repository.Shared("guests", "rust", "spin5-event", "cases.json"), TestContext.Current.CancellationToken));
        await using var tool = Tool.Create();
        await tool.SucceedAsync("create", "broker", "b");
        await tool.SucceedAsync(
            "create", "target", "function", "--name", "meter", "--from", Repository.Shared("guests", "rust", "spin5-event", "spin.toml"));
        await tool.SucceedAsync("create", "trigger", "--eventTypes", "com.example.*", "--target", "meter");

        var events = 0;
        foreach (var one in cases.RootElement.EnumerateArray())
        {
            var sent = one.GetProperty("request").GetProperty("headers").EnumerateArray()
                .ToDictionary(header => header[0].GetString()!, header => header[1].GetString()!);
            // What is no event, no broker takes.
            if (!sent.TryGetValue("ce-id", out _) || sent["ce-specversion"] != "1.0")
                continue;
            var id = $"case-{++events}";
            var subject = sent.TryGetValue("ce-subject", out var text) ? (string[])["--subject", text] : [];
            using var outcome = JsonDocument.Parse((await tool.RunAsync(
                [
                    "send-event", "--eventType", sent["ce-type"], "--source", sent["ce-source"], "--id", id, .. subject,
                    "--datacontenttype", sent["content-type"], "--wait", "-o", "json",
                    one.GetProperty("request").GetProperty("body").GetString()!,
                ])).Out);
            await CheckAsync(tool, one, id, outcome.RootElement.GetProperty("outcome"));
        }

        Assert.Equal(5, events);
    }

    private static async Task CheckAsync(Tool tool, JsonElement one, string id, JsonElement outcome)
    {
        var name = one.GetProperty("name").GetString();
        var response = one.GetProperty("response");
        var status = response.GetProperty("status").GetInt32();
        var delivery = outcome.GetProperty("deliveries")[0];
        Assert.Equal(
            (name, status, status < 300 ? "delivered" : "givenUp"),
            (name, delivery.GetProperty("attempts")[0].GetProperty("status").GetInt32(), delivery.GetProperty("state").GetString()));
        Assert.Equal((name, status == 200 ? 1 : 0), (name, outcome.GetProperty("replies").GetArrayLength()));
        if (status != 200)
            return;

        var last = (await tool.SucceedAsync("watch", "--last", "1", "--no-follow", "-o", "json")).Out;
        using var document = JsonDocument.Parse(last);
        var reply = document.RootElement.GetProperty("event");
        Assert.Equal($"{id}-f", reply.GetProperty("id").GetString());
        Assert.True(JsonElement.DeepEquals(response.GetProperty("body_json"), reply.GetProperty("data")), $"{name}: {last}");
        foreach (var header in response.GetProperty("headers").EnumerateObject())
        {
            var attribute = header.Name.Replace("ce-", "", StringComparison.Ordinal).Replace(
                "content-type", "datacontenttype", StringComparison.Ordinal);
            var value = reply.TryGetProperty(attribute, out var given) ? given.GetString() : null;
            if (attribute != "id")
                Assert.Equal((name, attribute, header.Value.GetString()), (name, attribute, value));
        }
    }
}
