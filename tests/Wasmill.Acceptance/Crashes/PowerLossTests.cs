using System.Globalization;

namespace Wasmill.Acceptance.Crashes;

/// <summary>What was acknowledged survives the loss of power: the real binary on a file system that forgets what was not flushed.</summary>
public sealed class PowerLossTests(ITestOutputHelper output)
{
    private const int DefaultCuts = 2;

    [Fact]
    public async Task Every_acknowledged_event_and_every_finished_command_survives_the_loss_of_power()
    {
        await using var disk = await ForgetfulDisk.MountAsync();
        Assert.SkipWhen(disk is null, "the file system that forgets needs root, cc, pkg-config, libfuse3-dev and fuse3");
        var cuts = Environment.GetEnvironmentVariable("WASMILL_POWER_CUTS") is { Length: > 0 } text
            ? int.Parse(text, CultureInfo.InvariantCulture)
            : DefaultCuts;

        var report = await CrashRun.RunAsync(cuts, seed: cuts, "sync", disk);

        output.WriteLine(report.ToString());
        Assert.Empty(report.Lost);
        Assert.Empty(report.Corrupt);
        Assert.Equal(0, report.Unexpected);
        Assert.True(report.InFlight > 0, report.ToString());
    }
}
