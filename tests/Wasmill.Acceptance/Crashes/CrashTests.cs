using System.Globalization;

namespace Wasmill.Acceptance.Crashes;

/// <summary>What was acknowledged survives SIGKILL. <c>bench/crash</c> runs the same with 200 kills.</summary>
public sealed class CrashTests(ITestOutputHelper output)
{
    private const int DefaultKills = 12;

    // A long run that was too kind proves nothing.
    private const int LongRun = 200;
    private const int LeastInFlight = 60;
    private const int LeastCutTails = 5;

    [Fact]
    public async Task Every_acknowledged_event_survives_being_killed_at_any_moment()
    {
        var kills = Environment.GetEnvironmentVariable("WASMILL_CRASH_KILLS") is { Length: > 0 } text
            ? int.Parse(text, CultureInfo.InvariantCulture)
            : DefaultKills;
        var report = await CrashRun.RunAsync(kills, seed: kills, Environment.GetEnvironmentVariable("WASMILL_CRASH_DURABILITY") ?? "sync");
        output.WriteLine(report.ToString());
        report.Check();
        Assert.True(report.InFlight > 0, report.ToString());
        if (kills >= LongRun)
            Assert.True(report.InFlight >= LeastInFlight && report.CutTails >= LeastCutTails, $"void: {report}");
    }
}
