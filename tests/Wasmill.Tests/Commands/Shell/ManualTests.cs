using System.Diagnostics;
using Wasmill.Tests.Rig;

namespace Wasmill.Tests.Commands.Shell;

public sealed class ManualTests
{
    [Fact]
    public async Task There_is_a_page_for_the_program_and_for_each_command()
    {
        await using var rig = new CommandRig();
        var folder = await WriteAsync(rig);
        var pages = Directory.GetFiles(folder).Select(path => Path.GetFileName(path)).ToHashSet();
        Assert.Contains("wasmill.1", pages);
        Assert.Contains("wasmill-create.1", pages);
        Assert.All(CommandTree.Leaves(), path => Assert.Contains($"wasmill-{path.Replace(' ', '-')}.1", pages));
        Assert.DoesNotContain(pages, page => page.Contains("broker-process", StringComparison.Ordinal));

        // A page that is referred to exists.
        foreach (var page in pages)
        {
            var lines = File.ReadLines(Path.Combine(folder, page));
            foreach (var line in lines.Where(line => line.StartsWith(".BR ", StringComparison.Ordinal)))
                Assert.Contains($"{line.Split(' ')[1].Replace("\\-", "-")}.1", pages);
        }
    }

    [Fact]
    public async Task The_pages_are_read_without_a_warning()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/groff"), "groff is not installed");
        await using var rig = new CommandRig();
        var folder = await WriteAsync(rig);
        foreach (var page in Directory.GetFiles(folder))
        {
            var (text, warnings) = await RunAsync("groff", "-man", "-ww", "-Tascii", "-P-cbou", page);
            Assert.True(warnings.Length == 0, $"{page}: {warnings}");
            Assert.Contains("SYNOPSIS", text, StringComparison.Ordinal);
        }

        var (trigger, _) = await RunAsync("groff", "-man", "-Tascii", "-P-cbou", Path.Combine(folder, "wasmill-create-trigger.1"));
        Assert.Contains("wasmill create trigger --eventTypes 'order.*' --target billing", trigger, StringComparison.Ordinal);
        Assert.Contains("--filter '{data: {/order/total: {gt: 100}}}'", trigger, StringComparison.Ordinal);
        Assert.Contains("such as \"type LIKE\n              'order.%'\"", trigger, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_linter_of_mandoc_finds_nothing()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/mandoc"), "mandoc is not installed");
        await using var rig = new CommandRig();
        foreach (var page in Directory.GetFiles(await WriteAsync(rig)))
        {
            var (found, _) = await RunAsync("mandoc", "-man", "-Tlint", "-Wwarning", page);
            Assert.True(found.Length == 0, found);
        }
    }

    private static async Task<string> WriteAsync(CommandRig rig)
    {
        var folder = rig.Files.Path("man", "man1");
        (await rig.RunAsync("manual", folder)).Succeeded();
        return folder;
    }

    private static async Task<(string Out, string Error)> RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(
            new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (output, await error);
    }
}
