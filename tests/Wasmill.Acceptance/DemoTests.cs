namespace Wasmill.Acceptance;

public sealed class DemoTests
{
    [Fact]
    public async Task The_demo_ends_well_and_leaves_nothing_behind()
    {
        await using var tool = Tool.Create();
        var temporary = Directory.CreateDirectory(Path.Combine(tool.Folder, "tmp")).FullName;
        tool.Environment["TMPDIR"] = temporary;
        var outcome = await tool.SucceedAsync("demo");
        Assert.Contains("Both events arrived both times", outcome.Out, StringComparison.Ordinal);
        Assert.Contains("wasm-trigger-0aedded8     cloudrun                   *", outcome.Out, StringComparison.Ordinal);
        // Two programs write at once: each line says which of them.
        Assert.Matches("(?m)^  up      \\| .*Serving", outcome.Out);
        Assert.Contains("\n  display | ", outcome.Out, StringComparison.Ordinal);
        Assert.Empty(Directory.GetDirectories(temporary, "wasmill-demo-*"));
        Assert.False(Directory.Exists(tool.Home));
    }

    [Fact]
    public async Task Ctrl_C_ends_the_demo_and_everything_that_it_started()
    {
        await using var tool = Tool.Create();
        var temporary = Directory.CreateDirectory(Path.Combine(tool.Folder, "tmp")).FullName;
        tool.Environment["TMPDIR"] = temporary;
        await using var demo = tool.StartInBackground(tool.Work, "demo");
        await demo.WaitForAsync("wasmill describe");
        var folder = Assert.Single(Directory.GetDirectories(temporary, "wasmill-demo-*"));
        Assert.NotEqual(0, await demo.InterruptAsync());
        Assert.False(Directory.Exists(folder), "the demo's folder is still there");
        Assert.DoesNotContain(
            Directory.GetDirectories("/proc").Where(path => int.TryParse(Path.GetFileName(path), out _)),
            path => CommandLineOf(path).Contains(folder, StringComparison.Ordinal));
    }

    private static string CommandLineOf(string process)
    {
        try
        {
            return File.ReadAllText(Path.Combine(process, "cmdline")) + File.ReadAllText(Path.Combine(process, "environ"));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // It has just ended.
            return "";
        }
    }
}
