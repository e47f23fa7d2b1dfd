using System.Globalization;

namespace Wasmill.Broker.Log.Tests.Simulation;

/// <summary>
/// Thousands of lives of a broker. A seed that fails is named; WASMILL_SEED lives that one alone, WASMILL_SEEDS sets how many.
/// </summary>
public sealed class BrokerSimulation(ITestOutputHelper output)
{
    private const int DefaultSeeds = 2_000;

    private static int Seeds => Setting("WASMILL_SEEDS") ?? DefaultSeeds;

    [Fact]
    public void Every_promise_is_kept_whatever_happens()
    {
        if (Setting("WASMILL_SEED") is { } only)
        {
            Assert.Null(new SimulatedWorld(only, PlantedBug.None).Live());
            return;
        }

        var (crashes, taken) = (0, 0);
        for (var seed = 1; seed <= Seeds; seed++)
        {
            var world = new SimulatedWorld(seed, PlantedBug.None);
            var broken = Live(world);
            Assert.True(broken is null, $"seed {seed}: {broken}");
            crashes += world.Crashes;
            taken += world.Taken;
        }

        output.WriteLine($"{Seeds} lives, {crashes} crashes, {taken} segments taken away");
        Assert.True(taken > Seeds / 50, $"only {taken} segments were taken away");
        Assert.True(crashes > Seeds / 2, $"only {crashes} crashes: the simulation does not disturb enough");
    }

    [Theory]
    [InlineData(PlantedBug.AckBeforeFlush)]
    [InlineData(PlantedBug.AckBeforeReply)]
    [InlineData(PlantedBug.FloorOverOpenRetry)]
    [InlineData(PlantedBug.LostTimer)]
    [InlineData(PlantedBug.TornBatchKept)]
    [InlineData(PlantedBug.UnlistedSegment)]
    public void A_planted_bug_is_found(PlantedBug bug)
    {
        for (var seed = 1; seed <= Seeds; seed++)
        {
            if (Live(new SimulatedWorld(seed, bug)) is not { } broken)
                continue;
            output.WriteLine($"{bug}: found by seed {seed}: {broken}");
            return;
        }

        Assert.Fail($"{bug} was not found within {Seeds} seeds");
    }

    private static string? Live(SimulatedWorld world)
    {
        try
        {
            return world.Live();
        }
        catch (Exception error) when (error is not Xunit.Sdk.XunitException)
        {
            return error.ToString();
        }
    }

    private static int? Setting(string name)
        => Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;
}
