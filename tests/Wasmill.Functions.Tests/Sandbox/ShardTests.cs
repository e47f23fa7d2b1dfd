using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using Wasmill.Functions.Caching;
using Wasmill.Functions.Calls;
using Wasmill.Functions.Sandbox;
using Wasmill.Functions.Sandbox.Linking;

namespace Wasmill.Functions.Tests.Sandbox;

public sealed class ShardTests : IDisposable
{
    private const int Places = 16;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    private readonly string _folder = Directory.CreateTempSubdirectory("wasmill-shards-").FullName;
    private readonly SandboxEngine _engine;

    public ShardTests() => _engine = new SandboxEngine(
        new ArtifactCache(_folder, TimeProvider.System),
        Functions.Hosting.HostFunctions.All,
        Places,
        idle: 64,
        NullLogger.Instance,
        TimeProvider.System);

    [Fact]
    public void A_module_that_all_processors_call_often_comes_to_the_shard_of_each_and_leaves_them_all()
    {
        var module = _engine.Load(TestGuests.Read("event"), "event", 128L << 20);
        Assert.Equal(1, module.ShardsInUse);
        CallUntil(module, () => module.ShardsInUse == _engine.ShardCount);
        Assert.Equal(_engine.ShardCount, module.ShardsInUse);
        Assert.Equal(_engine.ShardCount, _engine.ModuleCount);
        module.Dispose();
        Assert.Equal(0, _engine.ModuleCount);
    }

    [Fact]
    public void When_the_cache_was_emptied_its_calls_go_on_in_the_first_shard()
    {
        using var module = _engine.Load(TestGuests.Read("event"), "event", 128L << 20);
        foreach (var file in Directory.GetFiles(_folder, "*.cwasm"))
            File.Delete(file);
        var calls = 0;
        CallUntil(module, () => Interlocked.Increment(ref calls) > 20_000);
        Assert.Equal(1, module.ShardsInUse);
    }

    [Fact]
    public void There_is_a_shard_for_each_processor_while_they_fit_into_the_addresses()
    {
        Assert.Equal(Math.Min(Environment.ProcessorCount, 16), EngineShard.Count(slots: 24));
        // 4,096 places of 4 GiB are 16 TiB: two of them are what may be reserved.
        Assert.Equal(Math.Min(Environment.ProcessorCount, 2), EngineShard.Count(slots: 4096));
        Assert.Equal(1, EngineShard.Count(slots: 100_000));
    }

    public void Dispose()
    {
        _engine.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static void CallUntil(SandboxModule module, Func<bool> isDone)
    {
        var started = Stopwatch.StartNew();
        var initialise = module.Find("_initialize", 0, hasResult: false)!;
        // More threads than processors, all busy: the system has them run on every processor.
        var threads = Enumerable.Range(0, Environment.ProcessorCount * 2).Select(_ => new Thread(
            () =>
            {
                while (!isDone() && started.Elapsed < Longest)
                {
                    using var call = new GuestCall(
                        new WasiWorld { Time = TimeProvider.System },
                        new FunctionConfig { Name = "event" },
                        Stopwatch.GetTimestamp() + (long)(Longest.TotalSeconds * Stopwatch.Frequency));
                    using var instance = module.Instantiate(call);
                    instance.Call(initialise);
                }
            },
            SandboxEngine.ThreadStackBytes)).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
    }
}
