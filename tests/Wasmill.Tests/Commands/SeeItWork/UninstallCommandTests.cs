using System.Diagnostics;
using Wasmill.Tests.Rig;

namespace Wasmill.Tests.Commands.SeeItWork;

/// <summary>What install.sh installs is removed, and nothing else.</summary>
public sealed class UninstallCommandTests
{
    // In the place of the program: what install.sh asks it is "version".
    private const string Stub = "#!/bin/sh\nexit 0\n";

    [Fact]
    public async Task What_was_installed_is_removed_and_what_is_left_is_named()
    {
        using var folder = new TemporaryFolder();
        var installed = await InstallAsync(folder, "share/man/man1/wasmill.1");
        Assert.Contains($"Installed: {folder.Path("prefix", "bin", "wasmill")}\n", installed, StringComparison.Ordinal);
        Assert.Contains("Remove it with: wasmill uninstall\n", installed, StringComparison.Ordinal);
        Assert.Contains("is not in PATH", installed, StringComparison.Ordinal);
        folder.Write("prefix/share/man/man1/other.1", "of another program");

        await using var rig = new CommandRig { Program = [Program(folder)] };
        rig.MakeBroker();
        var outcome = (await rig.RunAsync("uninstall", "--yes")).Succeeded();

        Assert.Equal([folder.Path("prefix", "share", "man", "man1", "other.1")], Files(folder.Path("prefix")));
        Assert.Contains($"  {folder.Path("prefix", "bin", "wasmill")}\n", outcome.Out, StringComparison.Ordinal);
        Assert.Contains(
            $"Left: {rig.Home.Path} (your brokers with their events). Remove it with: rm -r {rig.Home.Path}\n", outcome.Out,
            StringComparison.Ordinal);
        Assert.True(Directory.Exists(rig.Home.Path));
    }

    [Fact]
    public async Task A_newer_version_takes_the_place_of_an_older_one_with_its_manual_pages()
    {
        using var folder = new TemporaryFolder();
        await InstallAsync(folder, "share/man/man1/wasmill-gone.1");
        Directory.Delete(folder.Path("unpacked"), recursive: true);
        await InstallAsync(folder, "share/man/man1/wasmill-new.1");
        Assert.Equal(
            ["bin/wasmill", "lib/wasmill/install.sh", "lib/wasmill/installed.txt", "lib/wasmill/share/man/man1/wasmill-new.1",
                "lib/wasmill/wasmill", "share/man/man1/wasmill-new.1"],
            Files(folder.Path("prefix")).Select(file => Path.GetRelativePath(folder.Path("prefix"), file)));
    }

    [Theory]
    [InlineData("y\n", true)]
    [InlineData("Yes\n", true)]
    [InlineData("n\n", false)]
    [InlineData("\n", false)]
    public async Task It_asks_and_only_a_yes_removes(string answer, bool isRemoved)
    {
        using var folder = new TemporaryFolder();
        await InstallAsync(folder);
        await using var rig = new CommandRig { Program = [Program(folder)] };
        var outcome = await rig.RunWithInputAsync(answer, "uninstall");
        Assert.Equal((isRemoved ? 0 : 1, !isRemoved), (outcome.ExitCode, File.Exists(Program(folder))));
        Assert.Contains("Remove them? [y/N]", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_anybody_to_ask_nothing_is_removed()
    {
        using var folder = new TemporaryFolder();
        await InstallAsync(folder);
        await using var rig = new CommandRig { Program = [Program(folder)] };
        (await rig.RunAsync("uninstall")).Failed(2, "add --yes");
        Assert.True(File.Exists(Program(folder)));
    }

    [Fact]
    public async Task A_broker_that_runs_is_stopped_first()
    {
        using var folder = new TemporaryFolder();
        await InstallAsync(folder);
        await using var rig = new CommandRig { Program = [Program(folder)] };
        await rig.StartBrokerAsync();
        (await rig.RunAsync("uninstall", "--yes")).Failed(1, "the broker \"b\" is running", "wasmill stop b");
        Assert.True(File.Exists(Program(folder)));
    }

    [Fact]
    public async Task A_program_that_was_installed_otherwise_is_left_alone()
    {
        using var folder = new TemporaryFolder();
        var program = folder.Write("lib/wasmill/wasmill", Stub);
        await using var rig = new CommandRig { Program = [program] };
        (await rig.RunAsync("uninstall", "--yes")).Failed(1, "was not installed by install.sh", "apt remove wasmill");
        Assert.True(File.Exists(program));
    }

    private static string Program(TemporaryFolder folder) => folder.Path("prefix", "lib", "wasmill", "wasmill");

    private static string[] Files(string folder)
        => [.. Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];

    private static async Task<string> InstallAsync(TemporaryFolder folder, params string[] files)
    {
        File.Copy(Checkout.Path("packaging", "install.sh"), folder.Write("unpacked/install.sh", ""), overwrite: true);
        var program = folder.Write("unpacked/wasmill", Stub);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        foreach (var file in files)
            folder.Write("unpacked/" + file, "a page");
        using var process = Process.Start(
            new ProcessStartInfo("sh", [folder.Path("unpacked", "install.sh"), folder.Path("prefix")]) { RedirectStandardOutput = true })!;
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, process.ExitCode);
        return output;
    }
}
