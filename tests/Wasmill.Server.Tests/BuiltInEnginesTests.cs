using Wasmill.Broker.Engines.Memory;
using Wasmill.Broker.Engines.Providers;
using Wasmill.Broker.Log;
using Wasmill.Client;
using Wasmill.Server.Hosting;

namespace Wasmill.Server.Tests;

public sealed class BuiltInEnginesTests
{
    [Fact]
    public void The_log_is_the_default_and_names_are_found()
    {
        Assert.Equal([LogEngineProvider.EngineName, MemoryEngineProvider.EngineName], BuiltInEngines.All.Select(engine => engine.Name));
        Assert.Equal(LogEngineProvider.EngineName, BuiltInEngines.Find("")!.Name);
        Assert.Equal(MemoryEngineProvider.EngineName, BuiltInEngines.Find("memory")!.Name);
        Assert.Null(BuiltInEngines.Find("redis"));
        Assert.Equal((true, false), (BuiltInEngines.Find("log")!.IsDurable, BuiltInEngines.Find("memory")!.IsDurable));
    }

    [Theory]
    [InlineData("log", "often", 0, "\"often\" is not a valid durability; use sync, or interval:MILLISECONDS with 1 to 60000")]
    [InlineData("log", "interval:5", 60, null)]
    [InlineData("memory", "interval:5", 0, "the engine memory has neither durability nor dedupe; remove them, or use another engine")]
    [InlineData("memory", "sync", 60, "the engine memory has neither durability nor dedupe; remove them, or use another engine")]
    [InlineData("memory", "sync", 0, null)]
    public void Wrong_settings_are_told(string name, string durability, double dedupe, string? problem)
        => Assert.Equal(problem, BuiltInEngines.Find(name)!.FindProblem(new EngineSettings(name, durability, dedupe)));

    [Fact]
    public async Task An_engine_that_is_not_there_ends_the_start_with_those_that_are()
    {
        var error = await Assert.ThrowsAsync<ServerException>(() => RunningBroker.StartAsync(engine: "redis"));
        Assert.Equal("\"redis\" in broker.json is not a valid engine; use log or memory", error.Message);
    }
}
