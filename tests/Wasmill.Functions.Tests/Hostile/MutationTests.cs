using Wasmill.Events.Http;
using Wasmill.Functions.Hosting;
using Wasmill.Functions.Tests.Guests.WasiHttp;

namespace Wasmill.Functions.Tests.Hostile;

public sealed class MutationTests
{
    // Each costs a compilation. WASMILL_MUTATIONS asks for more.
    private static readonly int Mutations = int.TryParse(Environment.GetEnvironmentVariable("WASMILL_MUTATIONS"), out var asked)
        ? asked
        : 300;

    private const string WasiHttp = "wasi:http";

    [Theory]
    [InlineData("edges", 1)]
    [InlineData("hostile", 2)]
    [InlineData(WasiHttp, 3)]
    public async Task A_damaged_module_is_refused_or_runs_within_its_limits(string name, int seed)
    {
        var cache = Directory.CreateTempSubdirectory("wasmill-mutations-").FullName;
        var (refused, ran) = (0, 0);
        await using (var host = new FunctionHost(new FunctionHostOptions { CacheFolder = cache }))
        {
            var random = new Random(seed);
            var sound = name == WasiHttp ? WasiHttpText.ConvertOk() : TestGuests.Read(name);
            var config = new FunctionConfig { Name = "mutant", Limits = Attack.Limits with { Deadline = TimeSpan.FromMilliseconds(50) } };
            for (var i = 0; i < Mutations; i++)
            {
                IFunction function;
                try
                {
                    function = await host.LoadAsync(Mutate(sound, random), config, TestContext.Current.CancellationToken);
                }
                catch (FunctionLoadException)
                {
                    refused++;
                    continue;
                }

                await using (function)
                    Assert.InRange((await function.CallAsync("/", "body", new HeaderField("ce-type", "a"))).Response.Status, 100, 599);
                ran++;
            }

            await using var good = await host.LoadAsync(sound, config, TestContext.Current.CancellationToken);
            Assert.Equal("ok", (await good.CallAsync("/")).Body());
        }

        Directory.Delete(cache, recursive: true);
        // Both kinds came up, or the mutations are not what they should be.
        Assert.True(refused > Mutations / 20 && ran > Mutations / 20, $"{refused} were refused, {ran} ran");
    }

    private static byte[] Mutate(byte[] sound, Random random)
    {
        var bytes = random.Next(8) == 0 ? sound[..random.Next(sound.Length)] : [.. sound];
        for (var count = random.Next(1, 4); count > 0 && bytes.Length > 8; count--)
        {
            // Behind the preamble: what breaks that is no module at all, and has its own test.
            var at = random.Next(8, bytes.Length);
            bytes[at] = random.Next(3) switch
            {
                0 => (byte)random.Next(256),
                1 => (byte)(bytes[at] ^ (1 << random.Next(8))),
                _ => (byte)(bytes[at] + 1),
            };
        }

        return bytes;
    }
}
