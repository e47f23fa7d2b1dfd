using System.CommandLine;
using System.CommandLine.Help;
using Wasmill.CommandLine;
using Wasmill.Tests.Rig;

namespace Wasmill.Tests.CommandLine.Usage;

/// <summary>Of a wrong command line one mistake is told, in our own words, whatever the command and the mistake.</summary>
public sealed class UsageTests
{
    // How the sentences of the library begin.
    private static readonly string[] Foreign =
        ["Required ", "Option '", "Argument '", "Cannot parse", "Unrecognized", "Must be one of", "No argument", "was not matched"];

    private static readonly Type[] Numbers = [typeof(int), typeof(int?), typeof(long), typeof(long?), typeof(double), typeof(double?)];

    public static TheoryData<string> Commands => [.. CommandTree.Leaves()];

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task One_mistake_is_told_at_a_time(string command)
    {
        await using var rig = new CommandRig();
        var found = CommandTree.Find(CommandTree.Root(rig), command);
        var mistakes = Mistakes(found).ToList();
        foreach (var (words, named) in mistakes)
        {
            var outcome = (await rig.RunAsync([.. command.Split(' '), .. words])).Failed(2, named);
            Assert.Equal("", outcome.Out);
            var lines = outcome.Error.TrimEnd('\n').Split('\n');
            Assert.True(
                lines is [['E', 'r', 'r', 'o', 'r', ':', ' ', ..], ['R', 'u', 'n', ' ', ..]]
                    && !Foreign.Any(text => lines[0].Contains(text, StringComparison.Ordinal)),
                outcome.ToString());
        }

        Assert.True(mistakes.Count > 0 || !found.TreatUnmatchedTokensAsErrors, "no mistake was made");
    }

    [Theory]
    [InlineData("crate broker x", "unknown command \"wasmill crate\"; did you mean \"create\"?", "wasmill --help")]
    [InlineData("crate describe", "unknown command \"wasmill crate\"; did you mean \"create\"?", "wasmill --help")]
    [InlineData("create brokr x --nope", "unknown command \"wasmill create brokr\"; did you mean \"broker\"?", "wasmill create --help")]
    [InlineData("create brokr --help", "unknown command \"wasmill create brokr\"; did you mean \"broker\"?", "wasmill create --help")]
    [InlineData(
        "describe --ouput json", "unknown option \"--ouput\" of \"wasmill describe\"; did you mean \"--output\"?", "describe --help")]
    [InlineData("new a b c", "unexpected argument \"c\" of \"wasmill new\"", "wasmill new --help")]
    [InlineData("create", "\"wasmill create\" needs a command: broker, source, target, trigger", "wasmill create --help")]
    [InlineData("create broker", "NAME is missing: the broker's name", "wasmill create broker --help")]
    [InlineData("create trigger", "--target is required: the target to deliver events to", "wasmill create trigger --help")]
    [InlineData("create trigger --target", "--target needs a value", "wasmill create trigger --help")]
    [InlineData("create broker b --port x --durability", "\"x\" is not a valid --port; use a whole number", "create broker --help")]
    [InlineData("create broker b --port 1 --port 2", "--port is given 2 times; it takes one value", "create broker --help")]
    [InlineData("describe -o yaml", "\"yaml\" is not a valid --output; use text or json", "wasmill describe --help")]
    [InlineData("deadletters show x", "\"x\" is not a valid NUMBER; use a whole number", "deadletters show --help")]
    public async Task A_mistake_is_told_in_our_own_words(string line, string message, string further)
    {
        await using var rig = new CommandRig();
        var outcome = (await rig.RunAsync(line.Split(' '))).EndedWith(2);
        Assert.StartsWith($"Error: {message}", outcome.Error, StringComparison.Ordinal);
        Assert.EndsWith($"{further}\" for usage and examples.\n", outcome.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("descrbe -o json", "usage", "did you mean \"describe\"?")]
    [InlineData("create trigger --output=json", "usage", "--target is required")]
    [InlineData("describe -o json", "noBroker", "wasmill create broker")]
    [InlineData("describe none -o json", "noBroker", "")]
    public async Task With_json_an_error_is_one_line_of_json(string line, string code, string message)
    {
        await using var rig = new CommandRig();
        var outcome = await rig.RunAsync(line.Split(' '));
        Assert.NotEqual(0, outcome.ExitCode);
        using var error = System.Text.Json.JsonDocument.Parse(outcome.Error);
        if (line != "describe none -o json")
            Assert.Equal(code, error.RootElement.GetProperty("code").GetString());
        Assert.Contains(message, error.RootElement.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Single(outcome.Error.TrimEnd('\n').Split('\n'));
    }

    [Fact]
    public async Task A_folder_named_json_does_not_make_errors_json()
    {
        await using var rig = new CommandRig();
        Assert.StartsWith("Error: ", (await rig.RunAsync("new", "http-py", "-o", "json")).EndedWith(2).Error, StringComparison.Ordinal);
    }

    // Each with the text that its message must have.
    private static IEnumerable<(string[] Words, string Named)> Mistakes(Command command)
    {
        if (command.TreatUnmatchedTokensAsErrors)
        {
            yield return (["--no-such-option"], "\"--no-such-option\"");
            yield return (["--no-such-option", "--nor-this", "one", "two"], "\"--no-such-option\"");
        }

        foreach (var option in command.Options.Where(option => option.ValueType != typeof(bool) && option is not HelpOption))
        {
            yield return ([option.Name], option.Name);
            if (option.Arity.MaximumNumberOfValues == 1)
                yield return ([option.Name, "1", option.Name, "2"], option.Name);
            if (option is ChoiceOption || Numbers.Contains(option.ValueType))
                yield return ([option.Name, "nonsense"], $"\"nonsense\" is not a valid {option.Name}");
        }

        if (command.Options.FirstOrDefault(option => option.Required) is { } required
            && command.Arguments.All(one => one.Arity.MinimumNumberOfValues == 0))
            yield return ([], $"{required.Name} is required");
        if (command.Arguments.FirstOrDefault(argument => argument.Arity.MinimumNumberOfValues > 0) is { } argument)
            yield return ([], argument.HelpName ?? argument.Name.ToUpperInvariant());
    }
}
