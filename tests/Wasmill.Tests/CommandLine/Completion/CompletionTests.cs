using System.CommandLine;
using Wasmill.CommandLine.Completion;
using Wasmill.CommandLine.Documentation;
using Wasmill.Tests.Rig;

namespace Wasmill.Tests.CommandLine.Completion;

public sealed class CompletionTests
{
    [Theory]
    [InlineData("cre", "create")]
    [InlineData("create tri", "trigger")]
    [InlineData("create target ", "cloudevents function")]
    [InlineData("log ", "verify stat dump")]
    [InlineData("help create b", "broker")]
    [InlineData("describe -o ", "text json")]
    [InlineData("describe --output=j", "--output=json")]
    [InlineData("create trigger --ba", "--backoff --backoff-delay --backoff-max")]
    [InlineData("create broker b --durab", "--durability")]
    [InlineData("create broker b --log-format t", "text")]
    [InlineData("broker-pro", "")]
    [InlineData("describe nothing more ", "")]
    [InlineData("send-event -- --ty", "")]
    [InlineData("create trigger --retry ", "")]
    [InlineData("nonsense ", "")]
    [InlineData("new http-", "http-py http-c http-rust http-go")]
    [InlineData("add http-p", "http-py")]
    [InlineData("new http-py ", "")]
    [InlineData("flow explain Cloud", "CloudEventsTarget")]
    [InlineData("run -f ", ":files")]
    [InlineData("up --from sp", ":files")]
    [InlineData("invoke app", ":files")]
    [InlineData("create broker b --tls-cert ", ":files")]
    public async Task Commands_options_and_values_are_completed(string line, string expected)
    {
        await using var rig = new CommandRig();
        Assert.Equal(expected.Split(' ', StringSplitOptions.RemoveEmptyEntries), await CompleteAsync(rig, line));
    }

    [Theory]
    [InlineData("describe ", "other wasm all orders cloudrun tick")]
    [InlineData("start ", "other wasm")]
    [InlineData("retry o", "orders")]
    [InlineData("brokers --set o", "other")]
    [InlineData("stop w", "wasm")]
    [InlineData("delete broker wasm o", "other")]
    [InlineData("create trigger --target ", "cloudrun")]
    [InlineData("create trigger --target=cl", "--target=cloudrun")]
    [InlineData("create trigger --dead-letter ", "cloudrun")]
    [InlineData("delete target c", "cloudrun")]
    [InlineData("delete trigger ", "all orders")]
    [InlineData("delete source ", "tick")]
    [InlineData("replay --trigger o", "orders")]
    [InlineData("deadletters list --trigger a", "all")]
    [InlineData("logs ", "cloudrun tick")]
    [InlineData("auth remove ", "shop")]
    [InlineData("send-event --eventType ", "order.created p.q")]
    [InlineData("watch --eventTypes=o", "--eventTypes=order.created")]
    [InlineData("create trigger --broker other --target ", "")]
    [InlineData("delete target --broker=other ", "")]
    [InlineData("delete target --broker none ", "")]
    public async Task Names_are_completed(string line, string expected)
    {
        await using var rig = new CommandRig();
        rig.MakeBroker("other");
        await rig.StartBrokerAsync("wasm");
        foreach (var words in (string[][])[
            ["brokers", "--set", "wasm"],
            ["auth", "add", "shop"],
            ["create", "target", "cloudevents", "--name", "cloudrun", "--endpoint", "http://localhost:9/"],
            ["create", "source", "cron", "--name", "tick", "--schedule", "0 0 1 1 *"],
            ["create", "trigger", "--target", "cloudrun", "--name", "all"],
            ["create", "trigger", "--target", "cloudrun", "--name", "orders", "--eventTypes", "order.created"],
        ])
            (await rig.RunAsync(words)).Succeeded();
        (await rig.RunAsync("send-event", "--eventType", "p.q", "{}")).Succeeded();
        Assert.Equal(expected.Split(' ', StringSplitOptions.RemoveEmptyEntries), await CompleteAsync(rig, line));
    }

    [Fact]
    public async Task Every_option_of_every_command_is_completed()
    {
        await using var rig = new CommandRig();
        var root = CommandTree.Root(rig);
        foreach (var path in CommandTree.Leaves())
        {
            var options = CommandPage.OptionsOf(CommandTree.Find(root, path)).Select(option => option.Name);
            var completed = await CompleteAsync(rig, $"{path} --");
            Assert.Equal(string.Join(' ', options.Append("--help")), string.Join(' ', completed));
        }
    }

    [Fact]
    public async Task Every_line_of_the_tables_belongs_to_a_command()
    {
        await using var rig = new CommandRig();
        var root = CommandTree.Root(rig);
        var leaves = CommandTree.Leaves();
        Assert.All(NamedWords.Arguments.Keys, path => Assert.NotEmpty(CommandTree.Find(root, path).Arguments));
        var options = leaves.SelectMany(path => CommandTree.Find(root, path).Options).Select(option => option.Name).ToHashSet();
        Assert.All(NamedWords.Options.Keys, name => Assert.Contains(name, options));
        // A name of ours is in a table, whatever command has it.
        Assert.Empty(leaves.SelectMany(path => CommandTree.Find(root, path).Arguments.Select(argument => (path, argument)))
            .Where(one => one.argument.Name == "broker" && NamedWords.Arguments.GetValueOrDefault(one.path) != NameKind.Broker)
            .Select(one => one.path));
    }

    [Theory]
    [InlineData("wasmill create tri", "create tri")]
    [InlineData("wasmill create ", "create ")]
    [InlineData("  wasmill   send-event 'a b' \"c\\\"d\" e\\ f 'g h", "send-event|a b|c\"d|e f|g h")]
    public void A_line_is_split_as_a_shell_does(string line, string words)
        => Assert.Equal(words.Split(words.Contains('|', StringComparison.Ordinal) ? '|' : ' '), LineWords.Split(line).Skip(1));

    private static async Task<string[]> CompleteAsync(CommandRig rig, string line)
    {
        var outcome = (await rig.RunAsync(["complete", "--", .. line.Split(' ')])).Succeeded();
        Assert.Equal(outcome.Out, (await rig.RunAsync("complete", "--line", $"wasmill {line}")).Succeeded().Out);
        return [.. outcome.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(candidate => candidate.Split('\t')[0])];
    }
}
