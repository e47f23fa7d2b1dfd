using System.CommandLine;
using Wasmill.CommandLine;
using Wasmill.CommandLine.Documentation;

namespace Wasmill.Tests.CommandLine.Documentation;

public sealed class CommandPageTests
{
    [Fact]
    public void An_option_is_shown_with_its_names_value_and_default()
    {
        Assert.Equal(
            new PageEntry("-o, --output text|json", "format of the output, and of errors (default: text)"),
            OptionText.EntryOf(new OutputOption()));
        Assert.Equal(new PageEntry("--yes", "yes"), OptionText.EntryOf(new Option<bool>("--yes") { Description = "yes" }));
        Assert.Equal("--reply-type TEXT", OptionText.EntryOf(new Option<string>("--reply-type", "--replyType") { HelpName = "text" }).Name);
        Assert.Equal("-f, --from, --file FROM", OptionText.EntryOf(new Option<string>("--from", "-f", "--file")).Name);
        Assert.Equal(
            "number (default: 30)",
            OptionText.EntryOf(new Option<double>("--n") { Description = "number", DefaultValueFactory = _ => 30 }).Description);
    }

    [Fact]
    public void The_usage_has_arguments_and_required_options()
    {
        var command = new Command("do", "Do it")
        {
            new Argument<string>("what") { Description = "it" },
            new Argument<string[]>("more") { Description = "more", Arity = ArgumentArity.ZeroOrMore },
            new Option<string>("--target") { Required = true },
            new Option<bool>("--fast"),
        };
        _ = new RootCommand { command };
        Assert.Equal("wasmill do WHAT [MORE...] --target TARGET [options]", CommandPage.Of(command).Usage);
    }

    [Fact]
    public void Lines_are_broken_between_words()
    {
        Assert.Equal(["one two", "three", "four"], TextColumns.Wrap("one two three four", 8));
        Assert.Equal(["a", "longword", "b"], TextColumns.Wrap("a longword b", 4));
        var output = new StringWriter();
        TextColumns.Write(
            output, [new("--a", string.Join(' ', Enumerable.Repeat("words", 20))), new("--an-option-with-a-long-name TEXT", "it")]);
        var lines = output.ToString().TrimEnd().Split('\n');
        Assert.StartsWith("  --a  words words", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("       words", lines[1], StringComparison.Ordinal);
        Assert.Equal(["  --an-option-with-a-long-name TEXT", "       it"], lines[^2..]);
        Assert.All(lines, line => Assert.InRange(line.Length, 1, 80));
    }
}
