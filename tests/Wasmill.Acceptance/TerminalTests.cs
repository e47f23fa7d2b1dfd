namespace Wasmill.Acceptance;

/// <summary>What is different when a person sits at a terminal: a pseudo terminal made by <c>script</c> of util-linux.</summary>
public sealed class TerminalTests
{
    [Fact]
    public async Task A_question_comes_before_what_cannot_be_undone()
    {
        await using var tool = Tool.Create();
        await tool.SucceedAsync("create", "broker", "b");
        var no = await TypeAsync(tool, "n\n", "delete", "broker", "b");
        Assert.Contains("Delete broker b with ", no, StringComparison.Ordinal);
        Assert.Contains("This cannot be undone. [y/N] ", no, StringComparison.Ordinal);
        Assert.Contains("nothing was deleted", no, StringComparison.Ordinal);
        Assert.Equal("*b\n", (await tool.SucceedAsync("brokers")).Out);
        Assert.Contains("Deleted broker b", await TypeAsync(tool, "y\n", "delete", "broker", "b"), StringComparison.Ordinal);
        Assert.Equal("", (await tool.SucceedAsync("brokers")).Out);
    }

    [Fact]
    public async Task A_payload_is_not_waited_for_at_a_keyboard_and_read_from_a_pipe()
    {
        await using var tool = Tool.Create();
        await tool.SucceedAsync("create", "broker", "b");
        Assert.Contains("no payload; give it as an argument", await TypeAsync(tool, "", "send-event"), StringComparison.Ordinal);
        var sent = await tool.ShellAsync($"printf '\\377\\0' | {Tool.CommandLine("send-event", "--eventType", "p.q")}");
        Assert.Contains("datacontenttype: application/octet-stream", sent.Succeeded().Out, StringComparison.Ordinal);
        var nothing = await tool.ShellAsync($"{Tool.CommandLine("send-event")} < /dev/null");
        Assert.Contains("no payload", nothing.Failed(2).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sentences_are_broken_between_words_at_80_columns()
    {
        await using var tool = Tool.Create();
        await tool.SucceedAsync("create", "broker", "b");
        var lines = (await TypeAsync(tool, "", "send-event", "{}")).ReplaceLineEndings("\n").Split('\n');
        var next = Array.FindIndex(lines, line => line.StartsWith("Next: ", StringComparison.Ordinal));
        Assert.True(next >= 0 && lines[next].Length <= 80 && lines[next + 1].Length is > 0 and <= 80, string.Join('\n', lines));
        Assert.EndsWith("waits for what comes of it", $"{lines[next]} {lines[next + 1]}", StringComparison.Ordinal);
    }

    // "script" echoes what is typed; both streams of the command are the terminal.
    private static async Task<string> TypeAsync(Tool tool, string typed, params string[] arguments)
    {
        Assert.SkipUnless(File.Exists("/usr/bin/script"), "script (bsdutils) is not installed");
        var line = Tool.CommandLine(arguments).Replace("\"", "\\\"", StringComparison.Ordinal);
        var keys = typed.Replace("\n", "\\n", StringComparison.Ordinal);
        return (await tool.ShellAsync($"printf '{keys}' | script -qec \"stty columns 80 && {line}\" /dev/null")).Out;
    }
}
