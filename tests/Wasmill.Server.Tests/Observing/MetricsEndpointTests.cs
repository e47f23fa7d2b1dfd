using System.Text.RegularExpressions;

namespace Wasmill.Server.Tests.Observing;

/// <summary>The documented metrics are those that a broker has.</summary>
public sealed partial class MetricsEndpointTests
{
    [Fact]
    public async Task The_page_and_the_broker_have_the_same_metrics()
    {
        await using var broker = await RunningBroker.StartAsync();
        var text = await broker.Http.GetStringAsync("metrics", TestContext.Current.CancellationToken);
        var shown = TypeLine().Matches(text).Select(match => (Name: match.Groups[1].Value, Type: match.Groups[2].Value)).ToHashSet();
        var page = await File.ReadAllLinesAsync(
            Path.Combine(Checkout(), "docs", "observability.md"), TestContext.Current.CancellationToken);
        var documented = page.Select(line => Row().Match(line))
            .Where(row => row.Success)
            .SelectMany(row => Name().Matches(row.Groups[1].Value).Select(name => (Name: name.Groups[1].Value, Type: row.Groups[2].Value)))
            .ToHashSet();
        Assert.Equal(documented.Order(), shown.Order());
    }

    private static string Checkout()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Wasmill.slnx")))
            folder = Path.GetDirectoryName(folder)!;
        return folder;
    }

    [GeneratedRegex("^# TYPE ([a-z_]+) (counter|gauge|histogram)$", RegexOptions.Multiline)]
    private static partial Regex TypeLine();

    [GeneratedRegex(@"^\| (`wasmill_[^|]*) \| (counter|gauge|histogram) \|")]
    private static partial Regex Row();

    [GeneratedRegex("`([a-z_]+)`")]
    private static partial Regex Name();
}
