using Wasmill.CommandLine;
using Wasmill.Tests.Rig;

namespace Wasmill.Tests.CommandLine;

/// <summary><c>-o json</c> of every command that prints data.</summary>
public sealed class JsonOutputTests
{
    // With the reason.
    private static readonly Dictionary<string, string> Without = new(StringComparer.Ordinal)
    {
        ["new"] = "-o is the folder, as in Spin",
        ["build"] = "prints what the build commands print",
        ["up"] = "serves until Ctrl-C",
        ["dev"] = "serves until Ctrl-C",
        ["run"] = "serves until Ctrl-C; its log is JSON with --log-format",
        ["log dump"] = "prints JSON lines",
        ["flow schema"] = "prints JSON",
        ["demo"] = "is watched by people",
        ["help"] = "is read by people",
        ["uninstall"] = "asks a person",
        ["completion bash"] = "prints a script",
        ["completion zsh"] = "prints a script",
        ["completion fish"] = "prints a script",
    };

    public static TheoryData<string> Commands => [.. CommandTree.Leaves()];

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Every_command_that_prints_data_has_json(string command)
    {
        await using var rig = new CommandRig();
        var found = CommandTree.Find(CommandTree.Root(rig), command);
        Assert.True(found.Options.OfType<OutputOption>().Any() != Without.ContainsKey(command), $"{command} has no -o json, or has it now");
        Assert.All(Without.Keys, name => Assert.Contains(name, CommandTree.Leaves()));
    }

    [Fact]
    public async Task Credentials_are_json()
    {
        await using var rig = new CommandRig();
        rig.MakeBroker();
        var added = (await rig.RunAsync("auth", "add", "shop", "-o", "json")).Succeeded().Json();
        Assert.Equal(("shop", "bearer"), (added.GetProperty("name").GetString(), added.GetProperty("kind").GetString()));
        Assert.Equal(64, added.GetProperty("secret").GetString()!.Length);
        var listed = Assert.Single((await rig.RunAsync("auth", "list", "-o", "json")).Succeeded().Json().EnumerateArray());
        Assert.Equal(("shop", false), (listed.GetProperty("name").GetString(), listed.TryGetProperty("secret", out _)));
        var removed = (await rig.RunAsync("auth", "remove", "shop", "-o", "json")).Succeeded().Json();
        Assert.Equal("shop", removed.GetProperty("names")[0].GetString());
        Assert.Empty((await rig.RunAsync("auth", "list", "-o", "json")).Succeeded().Json().EnumerateArray());
    }

    [Fact]
    public async Task A_broker_that_is_started_and_stopped_is_json()
    {
        await using var rig = new CommandRig();
        rig.MakeBroker();
        foreach (var _ in (int[])[1, 2])
        {
            var started = (await rig.RunAsync("start", "-o", "json")).Succeeded().Json();
            Assert.Equal(("b", true), (started.GetProperty("name").GetString(), started.GetProperty("current").GetBoolean()));
            Assert.StartsWith("http://localhost:", started.GetProperty("url").GetString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Templates_kinds_and_the_state_of_a_log_are_json()
    {
        await using var rig = new CommandRig();
        await rig.StartBrokerAsync(engine: "log");
        Assert.Contains(
            (await rig.RunAsync("templates", "-o", "json")).Succeeded().Json().EnumerateArray(),
            template => template.GetProperty("name").GetString() == "http-py");
        var kind = Assert.Single((await rig.RunAsync("flow", "explain", "cloudevents", "-o", "json")).Succeeded().Json().EnumerateArray());
        Assert.Equal("CloudEventsTarget", kind.GetProperty("kind").GetString());
        Assert.True(kind.GetProperty("settings")[0].GetProperty("required").GetBoolean());
        var stat = (await rig.RunAsync("log", "stat", "-o", "json")).Succeeded().Json();
        Assert.NotEmpty(stat.GetProperty("segments").EnumerateArray());
        Assert.Empty(stat.GetProperty("triggers").EnumerateArray());
    }
}
