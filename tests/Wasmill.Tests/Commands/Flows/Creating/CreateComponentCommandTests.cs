using Wasmill.Client;
using Wasmill.Connectors;
using Wasmill.Flows.Documentation;
using Wasmill.Flows.Model;
using Wasmill.Flows.Settings;
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
    [InlineData(2, "--endpoint: \"localhost:3000\" is not a valid http or https address; use http://localhost:3000\n",
        "target cloudevents --endpoint localhost:3000")]
    [InlineData(2, "--endpoint: \"ftp://x\" is not a valid http or https address; use one such as http://localhost:3000\n",
        "target cloudevents --endpoint ftp://x")]
    [InlineData(2, "--tls.key: a key requires its certificate", "target cloudevents --endpoint https://x --tls.key k.pem")]
    [InlineData(2, "--schedule", "source cron --schedule nonsense")]
    [InlineData(2, "\"Wrong\"", "target cloudevents --endpoint http://127.0.0.1:9/ --name Wrong")]
    [InlineData(1, "none.wasm", "target function --from none.wasm")]
    [InlineData(1, "sink", "target cloudevents --endpoint http://127.0.0.1:9/ --name sink")]
    [InlineData(1, "\"other\"", "target cloudevents --endpoint http://127.0.0.1:9/ --broker other")]
    [InlineData(2, "\"wasmill create target nothing\"", "target nothing")]
    public async Task What_is_wrong_is_told_and_nothing_is_made(int code, string reason, string words)
    {
        await using var rig = new CommandRig();
        var broker = await rig.StartBrokerAsync();
        await broker.DeliverToAsync("http://127.0.0.1:9/", TestContext.Current.CancellationToken);
        (await rig.RunAsync(["create", .. words.Split(' ')])).Failed(code, reason);
        Assert.Equal("sink", Assert.Single(FlowEdits.Read(broker.Folder, BuiltInKinds.ForEditing).Targets).Name);
    }

    public static TheoryData<string> WrongValues =>
    [
        .. from kind in BuiltInKinds.ForEditing.All
        from leaf in SettingTree.Leaves(kind.Settings)
        where leaf.Setting is
        {
            Flag: null,
            Type: SettingType.Boolean or SettingType.Choice or SettingType.Duration or SettingType.WholeNumber
        }
        let example = kind.Examples.First(ExampleCommand.CanWrite)
        where !ExampleCommand.Write(kind, example).Contains($" {SettingTree.OptionOf(leaf.Path)} ", StringComparison.Ordinal)
        select $"{kind.Role} {kind.Kind} {leaf.Path}",
    ];

    [Theory]
    [MemberData(nameof(WrongValues))]
    public async Task A_value_of_the_wrong_form_is_told_by_its_option(string setting)
    {
        await using var rig = new CommandRig();
        rig.MakeBroker("wasm");
        var words = setting.Split(' ');
        var kind = BuiltInKinds.ForEditing.All.Single(one => one.Kind == words[1]);
        var option = SettingTree.OptionOf(words[2]);
        var required = SettingTree.Leaves(kind.Settings).Where(leaf => leaf.Setting.IsRequired && !leaf.Setting.IsSecret)
            .SelectMany(leaf => new[] { SettingTree.OptionOf(leaf.Path), "0 * * * *" });
        var outcome = await rig.RunAsync(
            ["create", kind.Role.ToString().ToLowerInvariant(), kind.CommandName, .. required, option, "nonsense"]);
        // An address that is no address is told first.
        if (kind.Role == ComponentRole.Source)
            outcome.Failed(2, $"{option} must be", "\"nonsense\"");
        else
            outcome.Failed(2, "--");
        Assert.DoesNotContain("line ", outcome.Error, StringComparison.Ordinal);
    }
}
