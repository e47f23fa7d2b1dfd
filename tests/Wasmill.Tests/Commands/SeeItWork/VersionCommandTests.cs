using Wasmill.Tests.Rig;

namespace Wasmill.Tests.Commands.SeeItWork;

public sealed class VersionCommandTests
{
    [Fact]
    public async Task The_version_is_shown_and_json_has_the_same()
    {
        await using var rig = new CommandRig();
        var row = (await rig.RunAsync("version", "-o", "json")).Succeeded().Json();
        var text = (await rig.RunAsync("version")).Succeeded().Out;
        Assert.Matches("^\\d+\\.\\d+\\.\\d+$", row.GetProperty("version").GetString()!);
        Assert.Equal("JIT", row.GetProperty("build").GetString());
        Assert.All(text.Split('\n'), line => Assert.InRange(line.Length, 0, 80));
        foreach (var name in (string[])["version", "build", "system", "runtime", "wasmtime", "python"])
            Assert.Contains(row.GetProperty(name).GetString()!, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_version_of_Wasmtime_is_that_of_the_package()
    {
        await using var rig = new CommandRig();
        var row = (await rig.RunAsync("version", "-o", "json")).Succeeded().Json();
        Assert.Contains(
            $"Include=\"Wasmtime\" Version=\"[{row.GetProperty("wasmtime").GetString()}]\"",
            await File.ReadAllTextAsync(Checkout.Path("Directory.Packages.props"), TestContext.Current.CancellationToken),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_word_is_refused()
    {
        await using var rig = new CommandRig();
        (await rig.RunAsync("version", "now")).Failed(2, "\"now\"");
        (await rig.RunAsync("version", "-o", "xml")).Failed(2, "xml");
    }
}
