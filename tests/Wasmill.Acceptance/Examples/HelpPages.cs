namespace Wasmill.Acceptance.Examples;

/// <summary>The documentation of the program under test.</summary>
internal static class HelpPages
{
    /// <summary>Every command with its examples, in the order of the help.</summary>
    public static async Task<List<(string Command, IReadOnlyList<string> Examples)>> ReadAsync(Tool tool)
    {
        await tool.SucceedAsync("manual", "--markdown", "reference");
        var page = await File.ReadAllTextAsync(Path.Combine(tool.Work, "reference", "commands.md"));
        return [.. page.Split("\n### wasmill ").Skip(1)
            // A group has the examples of its commands.
            .Where(section => !section.Contains("\n| command |", StringComparison.Ordinal))
            .Select(section => (section.Split('\n')[0], ExamplesOf(section)))];
    }

    // The second block of code; the first one is the form of the command line.
    private static string[] ExamplesOf(string section)
        => section.Split("\n```\n")[3].Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
