namespace Wasmill.Acceptance.Examples;

/// <summary>The help pages of the program under test.</summary>
internal static class HelpPages
{
    /// <summary>Every command with the examples of its help page, in the order of the help.</summary>
    public static async Task<List<(string Command, IReadOnlyList<string> Examples)>> ReadAsync(Tool tool)
    {
        var found = new List<(string, IReadOnlyList<string>)>();
        var first = (await tool.SucceedAsync("help")).Out;
        foreach (var command in Entries(first.Split("COMMAND [options]\n")[1]))
            await ReadAsync(tool, command, found);
        return found;
    }

    private static async Task ReadAsync(Tool tool, string command, List<(string, IReadOnlyList<string>)> found)
    {
        var page = (await tool.SucceedAsync([.. command.Split(' '), "--help"])).Out;
        if (page.Contains("\nCommands:\n", StringComparison.Ordinal))
        {
            foreach (var child in Entries(page.Split("\nCommands:\n")[1].Split("\n\n")[0]))
                await ReadAsync(tool, $"{command} {child}", found);
            return;
        }

        var examples = page.Split("\nExamples:\n")[1].Replace(" \\\n    ", " ", StringComparison.Ordinal);
        found.Add((command, [.. examples.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Trim())]));
    }

    // Names stand two blanks from the margin; continued descriptions further in.
    private static IEnumerable<string> Entries(string text)
        => text.Split('\n').Where(line => line is [' ', ' ', not ' ', ..]).Select(line => line.Trim().Split(' ')[0]);
}
