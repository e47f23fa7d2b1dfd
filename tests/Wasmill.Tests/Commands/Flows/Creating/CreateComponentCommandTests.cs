using Wasmill.Client;
using Wasmill.Connectors;
using Wasmill.Tests.Rig;

namespace Wasmill.Tests.Commands.Flows.Creating;

public sealed class CreateComponentCommandTests
{
    [Fact]
    public async Task An_endpoint_becomes_a_target_with_a_name_of_its_own()
    {
        await using var rig = new CommandRig();
        var broker = await rig.StartBrokerAsync();
        var outcome = (await rig.RunAsync("create", "target", "cloudevents", "--endpoint", "http://127.0.0.1:9/")).Succeeded();
        var target = Assert.Single(FlowEdits.Read(broker.Folder, BuiltInKinds.ForEditing).Targets);
        Assert.Contains($"Created object name:\t{target.Name}\n", outcome.Out, StringComparison.Ordinal);
        Assert.Contains(
            $"Listening on:\t\t{broker.Folder.FindProcess()!.Url}/targets/{target.Name}\n", outcome.Out, StringComparison.Ordinal);
        Assert.Equal("CloudEventsTarget", target.Kind);
    }

    [Fact]
    public async Task Json_has_the_given_name_and_a_stopped_broker_has_no_address()
    {
        await using var rig = new CommandRig();
        rig.MakeBroker();
        var row = (await rig.RunAsync(
            "create", "target", "cloudevents", "--endpoint", "http://127.0.0.1:9/", "--name", "display", "-o", "json")).Succeeded().Json();
        Assert.Equal(("display", false), (row.GetProperty("names")[0].GetString(), row.TryGetProperty("url", out _)));
        var outcome =
            (await rig.RunAsync("create", "target", "cloudevents", "--endpoint", "http://127.0.0.1:9/", "--name", "other")).Succeeded();
        Assert.Contains("wasmill start", outcome.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_function_is_named_after_its_app()
    {
        await using var rig = new CommandRig();
        await rig.StartBrokerAsync();
        var app = TestApp.Of("scorer", "echo").WriteTo(rig.Files.Path("app"));
        Assert.Contains(
            "Created object name:\tscorer\n",
            (await rig.RunAsync("create", "target", "function", "--from", app)).Succeeded().Out,
            StringComparison.Ordinal);
        (await rig.RunAsync("create", "trigger", "--target", "scorer", "--eventTypes", "t")).Succeeded();
        (await rig.RunAsync("send-event", "--eventType", "t", "--wait", "{}")).Succeeded();
    }

    [Theory]
    [InlineData(2, "--endpoint", "target cloudevents")]
    [InlineData(1, "nowhere", "target cloudevents --endpoint nowhere")]
    [InlineData(2, "\"Wrong\"", "target cloudevents --endpoint http://127.0.0.1:9/ --name Wrong")]
    [InlineData(1, "none.wasm", "target function --from none.wasm")]
    [InlineData(1, "sink", "target cloudevents --endpoint http://127.0.0.1:9/ --name sink")]
    [InlineData(1, "\"other\"", "target cloudevents --endpoint http://127.0.0.1:9/ --broker other")]
    [InlineData(2, "\"nothing\"", "target nothing")]
    public async Task What_is_wrong_is_told_and_nothing_is_made(int code, string reason, string words)
    {
        await using var rig = new CommandRig();
        var broker = await rig.StartBrokerAsync();
        await broker.DeliverToAsync("http://127.0.0.1:9/", TestContext.Current.CancellationToken);
        (await rig.RunAsync(["create", .. words.Split(' ')])).Failed(code, reason);
        Assert.Equal("sink", Assert.Single(FlowEdits.Read(broker.Folder, BuiltInKinds.ForEditing).Targets).Name);
    }
}
