using Wasmill.CommandLine.Documentation;
using Wasmill.Errors;
using Wasmill.Tests.Rig;

namespace Wasmill.Tests.Commands.Shell;

/// <summary>docs/reference is what the program says.</summary>
public sealed class ReferenceTests
{
    [Theory]
    [InlineData("commands.md")]
    [InlineData("flow-file.md")]
    [InlineData("synonyms.md")]
    public async Task The_reference_is_not_stale(string file)
    {
        await using var rig = new CommandRig();
        var folder = rig.Files.Path("reference");
        (await rig.RunAsync("manual", "--markdown", folder)).Succeeded();
        Assert.Equal(3, Directory.GetFiles(folder).Length);
        var kept = Checkout.Path("docs", "reference", file);
        Assert.True(
            File.Exists(kept) && File.ReadAllText(kept) == File.ReadAllText(Path.Combine(folder, file)),
            $"docs/reference/{file} is stale: run ./wasmill manual --markdown docs/reference");
    }

    [Fact]
    public async Task The_reference_has_every_command_with_its_options()
    {
        await using var rig = new CommandRig();
        var folder = rig.Files.Path("reference");
        (await rig.RunAsync("manual", "--markdown", folder)).Succeeded();
        var page = File.ReadAllText(Path.Combine(folder, "commands.md"));
        var root = CommandTree.Root(rig);
        foreach (var path in CommandTree.Leaves())
        {
            var section = page.Split($"\n### wasmill {path}\n")[1].Split("\n### ")[0];
            Assert.All(
                CommandPage.OptionsOf(CommandTree.Find(root, path)),
                option => Assert.Contains(option.Name, section, StringComparison.Ordinal));
        }

        Assert.DoesNotContain("broker-process", page, StringComparison.Ordinal);
    }

    [Fact]
    public void The_exit_codes_are_all_there()
        => Assert.Equal(
            typeof(ExitCodes).GetFields().Select(field => $"{field.GetRawConstantValue()}"),
            Surroundings.ExitCodes.Select(entry => entry.Name));
}
