using System.Diagnostics;
using System.Text;
using Wasmill.Functions;
using Wasmill.Functions.Binary;
using Wasmill.Functions.Calls;
using Wasmill.Functions.Hosting;
using Wasmill.Functions.Sandbox;
using Wasmill.Functions.Sandbox.Restoring;

namespace Wasmill.Apps.Tests.Building.Python;

/// <summary>Python apps share the image of the interpreter's memory.</summary>
public sealed class ImageSharingTests(ImageSharingApps apps) : IClassFixture<ImageSharingApps>, IDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    private readonly IReadOnlyList<byte[]> _modules = apps.Modules;
    private readonly string _folder = apps.NewCache();

    // The memory of every instance, before and after instances of other apps were in its slot.
    [Fact]
    public async Task A_fresh_instance_has_the_memory_of_its_own_app_byte_for_byte()
    {
        await using var host = NewHost(_folder);
        var loaded = _modules.Select(module => Load(host, module)).ToList();
        Assert.Equal([false, true, true, false], loaded.Select(module => module.SharesImage));
        var expected = _modules.Select(ExpectedMemory).ToList();
        var random = new Random(3);
        List<(SandboxInstance Instance, GuestCall Call)> living = [];
        for (var i = 0; i < 60; i++)
        {
            if (living.Count == 6 || (living.Count > 0 && random.Next(2) == 0))
                Leave(living, random.Next(living.Count));
            var app = random.Next(loaded.Count);
            var (instance, call) = Enter(loaded[app]);
            living.Add((instance, call));
            var bytes = AssertMemory(expected[app], instance);
            // What the app's code may do: it must not be in the slot later.
            bytes[random.Next(bytes.Length / 4096) * 4096] ^= 0xFF;
            bytes.Slice(random.Next(bytes.Length - 9_000), 9_000).Fill(0x5E);
        }

        while (living.Count > 0)
            Leave(living, 0);
        loaded.ForEach(module => module.Dispose());
        Assert.Equal(0, host.Engine.ModuleCount);
    }

    // Each restored memory is compared with its baseline, byte for byte.
    [Fact]
    public async Task Apps_that_share_answer_like_apps_that_do_not()
    {
        await using var sharing = NewHost(_folder);
        sharing.Engine.VerifiesRestores = true;
        var functions = new List<IFunction>();
        await using var fresh = NewHost(TestHost.CacheFolder, PageMapAccess.None);
        var alone = new List<IFunction>();
        foreach (var module in _modules)
        {
            functions.Add(await LoadAsync(sharing, module));
            alone.Add(await LoadAsync(fresh, module));
        }

        var random = new Random(4);
        for (var i = 0; i < 120; i++)
        {
            var app = random.Next(functions.Count);
            var uri = "/" + new string('u', random.Next(2_000));
            var (first, second) = (await CallAsync(functions[app], uri), await CallAsync(alone[app], uri));
            Assert.Equal((app, second), (app, first));
        }

        Assert.InRange(sharing.Idle.Hits, 60, 119);
        foreach (var function in functions.Concat(alone))
            await function.DisposeAsync();
    }

    [Fact]
    public async Task An_app_that_shares_costs_less_than_a_megabyte_of_disk_and_is_found_again()
    {
        await using (var host = NewHost(_folder))
        {
            using var first = Load(host, _modules[0]);
            var before = CacheBytes();
            using var second = Load(host, _modules[1]);
            Assert.True(second.SharesImage);
            Assert.InRange(CacheBytes() - before, 1, 1_000_000);
        }

        // In another process, and with the base itself unused.
        var files = Directory.GetFiles(_folder).Length;
        await using var next = NewHost(_folder);
        using var again = Load(next, _modules[1]);
        Assert.True(again.SharesImage);
        Assert.Equal(files, Directory.GetFiles(_folder).Length);
    }

    // The cache may be trimmed at any time, also while a module is loaded.
    [Fact]
    public async Task Without_its_base_in_the_cache_an_app_has_an_image_of_its_own_and_is_the_next_base()
    {
        await using (var host = NewHost(_folder))
        {
            using var first = Load(host, _modules[0]);
            using var second = Load(host, _modules[1]);
            apps.KeepOnlyCode(_folder);
            var (instance, call) = Enter(second);
            AssertMemory(ExpectedMemory(_modules[1]), instance);
            instance.Dispose();
            call.Dispose();
        }

        await using var next = NewHost(_folder);
        using var own = Load(next, _modules[1]);
        using var sharing = Load(next, _modules[2]);
        Assert.Equal((false, true), (own.SharesImage, sharing.SharesImage));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static SandboxModule Load(FunctionHost host, byte[] module)
        => host.Engine.Load(module, "app", FunctionLimits.Default.MemoryBytes);

    private static (SandboxInstance Instance, GuestCall Call) Enter(SandboxModule module)
    {
        var call = new GuestCall(
            new WasiWorld { Time = TimeProvider.System },
            new FunctionConfig { Name = "app" },
            Stopwatch.GetTimestamp() + (long)(Longest.TotalSeconds * Stopwatch.Frequency));
        return (module.Instantiate(call), call);
    }

    private static Span<byte> AssertMemory(byte[] expected, SandboxInstance instance)
    {
        var memory = instance.Memory;
        Assert.True(memory.TrySlice(0, (uint)memory.Length, out var bytes));
        Assert.True(bytes.SequenceEqual(expected.AsSpan(0, bytes.Length)), "the memory of an instance differs from that of its module");
        return bytes;
    }

    private static void Leave(List<(SandboxInstance Instance, GuestCall Call)> living, int place)
    {
        living[place].Instance.Dispose();
        living[place].Call.Dispose();
        living.RemoveAt(place);
    }

    private static byte[] ExpectedMemory(byte[] module)
    {
        var binary = BinaryModule.Parse(module);
        var memory = new byte[64 << 20];
        var segments = new DataSegments(binary.Find(SectionId.Data).Span);
        while (segments.TryNext(out var address, out var content))
            content.CopyTo(memory.AsSpan((int)address));
        return memory;
    }

    private static FunctionHost NewHost(string folder, PageMapAccess access = PageMapAccess.Best)
        => new(new FunctionHostOptions { CacheFolder = folder, Workers = 2, PageMap = access });

    private static ValueTask<IFunction> LoadAsync(FunctionHost host, byte[] module)
        => host.LoadAsync(module, new FunctionConfig { Name = "app" }, TestContext.Current.CancellationToken);

    private static async Task<string> CallAsync(IFunction function, string uri)
    {
        var result = await function.InvokeAsync(new FunctionRequest("POST", uri, [], default), TestContext.Current.CancellationToken);
        return $"{result.Failure} {result.Response.Status} {Encoding.UTF8.GetString(result.Response.Body.Span)}";
    }

    private long CacheBytes() => Directory.GetFiles(_folder).Sum(file => new FileInfo(file).Length);
}
