using Wasmill.Tests.Rig;

namespace Wasmill.Tests.Commands.Functions;

// Builds of real apps need clang: CBuilderTests has them.
public sealed class BuildCCommandTests
{
    [Fact]
    public async Task A_source_or_a_compiler_that_is_missing_is_named()
    {
        await using var rig = new CommandRig();
        var outcome = (await rig.RunAsync("build-c", "no-such-file.c", "-o", rig.Files.Path("app.wasm"))).Failed(1);
        Assert.Matches("no-such-file\\.c|clang", outcome.Error);
        Assert.False(File.Exists(rig.Files.Path("app.wasm")));
    }

    [Fact]
    public async Task A_source_must_be_named()
    {
        await using var rig = new CommandRig();
        (await rig.RunAsync("build-c")).Failed(2);
    }
}
