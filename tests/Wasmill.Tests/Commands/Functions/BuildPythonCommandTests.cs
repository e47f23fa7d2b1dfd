using Wasmill.Tests.Rig;

namespace Wasmill.Tests.Commands.Functions;

// Builds of real apps take seconds: PythonBuilderTests and the acceptance tests have them.
public sealed class BuildPythonCommandTests
{
    [Fact]
    public async Task A_module_that_is_missing_is_named()
    {
        await using var rig = new CommandRig();
        (await rig.RunAsync("build-py", "no_such_module")).Failed(1, "no_such_module");
    }

    [Fact]
    public async Task The_module_must_be_named()
    {
        await using var rig = new CommandRig();
        (await rig.RunAsync("build-py")).Failed(2);
    }
}
