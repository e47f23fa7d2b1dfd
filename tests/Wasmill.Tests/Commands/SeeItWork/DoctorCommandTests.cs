using System.Runtime.Versioning;
using Wasmill.Tests.Rig;

namespace Wasmill.Tests.Commands.SeeItWork;

[UnsupportedOSPlatform("windows")]
public sealed class DoctorCommandTests
{
    [Fact]
    public async Task Every_check_is_a_line_within_80_columns_and_json_has_the_same()
    {
        await using var rig = new CommandRig();
        rig.Clock.Now = DateTimeOffset.UtcNow;
        var rows = (await rig.RunAsync("doctor", "-o", "json")).Json();
        var outcome = await rig.RunAsync("doctor");
        // A path that is longer than the column stays whole.
        Assert.DoesNotContain(outcome.Out.Split('\n'), line => line.Length > 80 && line.Split(' ').All(word => word.Length < 57));
        foreach (var row in rows.EnumerateArray())
        {
            Assert.Contains(row.GetProperty("outcome").GetString(), (string[])["ok", "warning", "problem"]);
            Assert.Equal(row.GetProperty("outcome").GetString() == "ok", !row.TryGetProperty("remedy", out _));
            Assert.Matches($"(?m)^{row.GetProperty("outcome").GetString()} +{row.GetProperty("name").GetString()} +\\S", outcome.Out);
        }

        Assert.Equal(
            ["sandbox", "page map", "memory files", "processor", "memory", "open files", "clock", "flush", "disk", "folder", "port"],
            rows.EnumerateArray().Select(row => row.GetProperty("name").GetString()).Distinct());
    }

    [Fact]
    public async Task Something_to_mend_ends_with_1_and_the_way_to_do_it()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no file modes");
        await using var rig = new CommandRig();
        rig.Clock.Now = DateTimeOffset.UtcNow;
        var broker = rig.MakeBroker();
        File.SetUnixFileMode(broker.Path, UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.OtherRead);
        var outcome = (await rig.RunAsync("doctor")).EndedWith(1);
        Assert.Contains($"problem  folder        {broker.Path}", outcome.Out, StringComparison.Ordinal);
        Assert.Contains("-> chmod -R go= ", outcome.Out, StringComparison.Ordinal);
        Assert.Contains("1 to mend", outcome.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_port_of_each_broker_is_looked_at()
    {
        await using var rig = new CommandRig();
        rig.Clock.Now = DateTimeOffset.UtcNow;
        await rig.StartBrokerAsync("runs");
        rig.MakeBroker("stopped");
        var outcome = await rig.RunAsync("doctor");
        Assert.Contains(" is served by broker \"runs\"\n", outcome.Out, StringComparison.Ordinal);
        Assert.Contains("broker \"stopped\"", outcome.Out, StringComparison.Ordinal);
        (await rig.RunAsync("doctor", "all")).Failed(2, "\"all\"");
    }
}
