using System.Text.Json;
using System.Text.RegularExpressions;

namespace Wasmill.Server.Tests.Observing;

/// <summary>The dashboard and the alert rules ask for metrics that a broker has, and docs/operate.md explains each alert.</summary>
public sealed partial class MonitoringFilesTests
{
    public static TheoryData<string> Files => ["dashboard.json", "alerts.yaml"];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Every_metric_exists_and_only_counters_have_a_rate(string file)
    {
        await using var broker = await RunningBroker.StartAsync();
        var types = TypeLine().Matches(await broker.Http.GetStringAsync("metrics", TestContext.Current.CancellationToken))
            .ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value);
        var text = Read(file);
        var names = Metric().Matches(text).Select(match => match.Value).ToHashSet();
        Assert.True(names.Count >= 10, $"{names.Count} metrics");
        Assert.DoesNotContain(names, name => TypeOf(types, name) is null);
        var rated = Rated().Matches(text).Select(match => match.Groups[1].Value).ToHashSet();
        Assert.True(rated.Count >= 3, $"{rated.Count} rates");
        Assert.DoesNotContain(rated, name => TypeOf(types, name) is not ("counter" or "histogram"));
    }

    [Fact]
    public void The_dashboard_is_valid_and_its_panels_do_not_overlap()
    {
        using var dashboard = JsonDocument.Parse(Read("dashboard.json"));
        var panels = dashboard.RootElement.GetProperty("panels").EnumerateArray().ToList();
        Assert.Equal(panels.Count, panels.Select(panel => panel.GetProperty("id").GetInt32()).Distinct().Count());
        var taken = new HashSet<(int, int)>();
        foreach (var place in panels.Select(panel => panel.GetProperty("gridPos")))
        {
            var (x, y) = (place.GetProperty("x").GetInt32(), place.GetProperty("y").GetInt32());
            Assert.InRange(x + place.GetProperty("w").GetInt32(), 1, 24);
            for (var column = x; column < x + place.GetProperty("w").GetInt32(); column++)
            {
                for (var line = y; line < y + place.GetProperty("h").GetInt32(); line++)
                    Assert.True(taken.Add((column, line)), $"two panels are at {column},{line}");
            }
        }
    }

    [Fact]
    public void Every_alert_is_explained()
    {
        var alerts = Alert().Matches(Read("alerts.yaml")).Select(match => match.Groups[1].Value).ToList();
        Assert.True(alerts.Count >= 5, $"{alerts.Count} alerts");
        var page = File.ReadAllText(Checkout.Path("docs", "operate.md"));
        Assert.Equal(alerts, Explained().Matches(page).Select(match => match.Groups[1].Value));
    }

    private static string? TypeOf(Dictionary<string, string> types, string name)
        => types.GetValueOrDefault(name) ?? types.GetValueOrDefault(HistogramPart().Replace(name, ""));

    private static string Read(string file) => File.ReadAllText(Checkout.Path("packaging", "monitoring", file));

    [GeneratedRegex("^# TYPE ([a-z_]+) (counter|gauge|histogram)$", RegexOptions.Multiline)]
    private static partial Regex TypeLine();

    [GeneratedRegex("wasmill_[a-z_]+")]
    private static partial Regex Metric();

    [GeneratedRegex(@"(?:rate|increase)\((wasmill_[a-z_]+)")]
    private static partial Regex Rated();

    [GeneratedRegex("_(bucket|sum|count)$")]
    private static partial Regex HistogramPart();

    [GeneratedRegex(@"- alert: (\w+)")]
    private static partial Regex Alert();

    [GeneratedRegex(@"^\| `(Wasmill\w+)` \|", RegexOptions.Multiline)]
    private static partial Regex Explained();
}
