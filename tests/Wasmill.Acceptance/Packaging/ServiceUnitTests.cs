using System.Globalization;
using System.Text.RegularExpressions;

namespace Wasmill.Acceptance.Packaging;

/// <summary>The unit as systemd reads it.</summary>
public sealed partial class ServiceUnitTests
{
    private const double MostExposure = 2.0;

    [Fact]
    public async Task The_units_are_valid()
    {
        Script.Require("systemd-analyze");
        using var folder = new TemporaryFolder();
        foreach (var kind in (string[])["service", "socket"])
            File.Copy(Script.Of("systemd", $"wasmill@.{kind}"), folder.Path($"wasmill@orders.{kind}"));
        foreach (var kind in (string[])["service", "socket"])
        {
            var (_, output) = await Script.TryAsync("systemd-analyze", "verify", folder.Path($"wasmill@orders.{kind}"));
            // The manual page is not installed here.
            Assert.DoesNotContain(
                output.Split('\n'),
                line => line.StartsWith("wasmill@", StringComparison.Ordinal) && !line.Contains("man wasmill(1)", StringComparison.Ordinal)
                    || line.Contains("/wasmill@", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task The_service_is_exposed_no_more_than_the_goal()
    {
        Script.Require("systemd-analyze");
        var (_, output) = await Script.TryAsync("systemd-analyze", "security", "--offline=true", Script.Of("systemd", "wasmill@.service"));
        var overall = Overall().Match(output);
        Assert.SkipUnless(overall.Success, "this version of systemd-analyze cannot look at a file");
        Assert.InRange(double.Parse(overall.Groups[1].Value, CultureInfo.InvariantCulture), 0, MostExposure);
    }

    [GeneratedRegex(@"Overall exposure level for \S+: ([0-9.]+)")]
    private static partial Regex Overall();
}
